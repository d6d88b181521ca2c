import type { ClickRow, ClickStore, ClickWriting } from "../../db/clickStore.ts";
import { addToCounts } from "./addToCounts.ts";
import { addCount, type Count } from "./count.ts";
import type { RowBudget } from "./rowBudget.ts";
import { emptyTally, type Tally, tallyClick, tallyTally } from "./tally.ts";
import type { WaitingReferrers } from "./waitingReferrers.ts";

/** Described clicks and bare counts of one UTC hour. */
export interface ClickBatch {
  id: string;
  /** Start of the hour, in milliseconds. */
  hour: number;
  clicks: { row: ClickRow; counted: boolean }[];
  counts: Count[];
}

/** What a writer remembers from one transaction to the next. */
export interface WriterMemory {
  rows: RowBudget;
  referrers: WaitingReferrers;
}

/** What a batch brought for a link: news for whoever is watching. */
export interface LinkClicks {
  linkId: number;
  ownerId: number;
  /** Clicks of people. */
  clicks: number;
  /** The latest of them, in milliseconds. */
  at: number;
}

/**
 * Writes batches and all counts that they add to, in one transaction: clicks and counts never
 * disagree, and batches of which nobody knows whether they were written can be tried again: each is
 * written once. Clicks on links deleted meanwhile are left out. Single rows are kept as far as
 * the memory's budget goes; the counts have all. Returns the people's clicks by link.
 */
export async function writeClicks(
  store: ClickStore,
  batches: ClickBatch[],
  memory: WriterMemory,
): Promise<LinkClicks[]> {
  if (batches.length === 0) return [];
  const { news, kept, noted } = await store.transact(async (writing) => {
    const noted = memory.referrers.begin();
    const unwritten = await claim(writing, batches);
    const owners = await writing.ownersOf(linksOf(unwritten));
    const rows = unwritten.flatMap(({ clicks }) => clicks.map(({ row }) => row));
    const kept = memory.rows.choose(rows.filter(({ linkId }) => owners.has(linkId)));
    await writing.insertClicks(kept);

    const hours = [...new Set(unwritten.map(({ hour }) => hour))];
    const total = tallyLinks(unwritten, owners);
    const news: LinkClicks[] = [];
    for (const [linkId, { count }] of total) {
      const ownerId = owners.get(linkId) as number;
      if (count.clicks > 0) {
        news.push({ linkId, ownerId, clicks: count.clicks, at: count.lastClickedAt });
      }
    }
    await writing.addToLinks(
      news.map(({ linkId, at }) => ({
        linkId,
        clicks: get(total, linkId).count.uncounted,
        lastClickedAt: at,
      })),
    );
    for (const hour of hours) {
      const ofHour = unwritten.filter((batch) => batch.hour === hour);
      const links = hours.length === 1 ? total : tallyLinks(ofHour, owners);
      const users = new Map<number, Tally>();
      for (const [linkId, tally] of links) {
        tallyTally(get(users, owners.get(linkId) as number), tally);
      }
      await addToCounts(writing, { subject: "Link", hour, tallies: links }, noted);
      await addToCounts(writing, { subject: "User", hour, tallies: users }, noted);
    }
    return { news, kept, noted };
  });
  memory.rows.note(kept);
  noted.keep();
  return news;
}

/** Those that were not written before. In the order of their ids, for which others may wait. */
async function claim(writing: ClickWriting, batches: ClickBatch[]): Promise<ClickBatch[]> {
  const now = Date.now();
  const unwritten: ClickBatch[] = [];
  for (const batch of batches.toSorted((one, another) => (one.id < another.id ? -1 : 1))) {
    if (await writing.claimBatch(batch.id, now)) unwritten.push(batch);
  }
  return unwritten;
}

/** In the order of their ids, so that those which lie together are written together. */
function tallyLinks(batches: ClickBatch[], owners: Map<number, number>): Map<number, Tally> {
  const linkIds = linksOf(batches).filter((linkId) => owners.has(linkId));
  const links = new Map(linkIds.map((linkId) => [linkId, emptyTally(linkId)]));
  for (const { clicks, counts } of batches) {
    for (const { row, counted } of clicks) {
      const tally = links.get(row.linkId);
      if (tally) tallyClick(tally, row, counted);
    }
    for (const count of counts) {
      const tally = links.get(count.linkId);
      if (tally) addCount(tally.count, count);
    }
  }
  return links;
}

function linksOf(batches: ClickBatch[]): number[] {
  const linkIds = new Set<number>();
  for (const { clicks, counts } of batches) {
    for (const { row } of clicks) linkIds.add(row.linkId);
    for (const { linkId } of counts) linkIds.add(linkId);
  }
  return [...linkIds].sort((one, another) => one - another);
}

function get(tallies: Map<number, Tally>, subjectId: number): Tally {
  const known = tallies.get(subjectId);
  if (known) return known;
  const tally = emptyTally(subjectId);
  tallies.set(subjectId, tally);
  return tally;
}
