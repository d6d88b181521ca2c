import type { ClickRow, ClickStore, ClickTransaction } from "../../db/clickStore.ts";
import { addToRollups } from "./addToRollups.ts";
import {
  addClick,
  type ClickAggregate,
  emptyAggregate,
  mergeAggregates,
} from "./clickAggregate.ts";
import type { ClickRowLimiter } from "./clickRowLimiter.ts";
import { type LinkClickCount, mergeCounts } from "./linkClickCount.ts";
import type { UnlistedReferrers } from "./unlistedReferrers.ts";

/** Described clicks and bare counts of one UTC hour. */
export interface ClickBatch {
  id: string;
  /** Start of the hour, in milliseconds. */
  hour: number;
  clicks: { row: ClickRow; counted: boolean }[];
  counts: LinkClickCount[];
}

/** What a writer remembers from one transaction to the next. */
export interface WriterState {
  rowLimiter: ClickRowLimiter;
  unlistedReferrers: UnlistedReferrers;
}

/** What a batch brought for a link: news for whoever is watching. */
export interface LinkClicksEvent {
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
  state: WriterState,
): Promise<LinkClicksEvent[]> {
  if (batches.length === 0) return [];
  const { linkClicks, keptRows, referrerChanges } = await store.withTransaction(async (writing) => {
    const referrerChanges = state.unlistedReferrers.begin();
    const unwritten = await claimUnwritten(writing, batches);
    const owners = await writing.findOwners(collectLinkIds(unwritten));
    const rows = unwritten.flatMap(({ clicks }) => clicks.map(({ row }) => row));
    const keptRows = state.rowLimiter.select(rows.filter(({ linkId }) => owners.has(linkId)));
    await writing.insertClicks(keptRows);

    const hours = [...new Set(unwritten.map(({ hour }) => hour))];
    const total = aggregateByLink(unwritten, owners);
    const linkClicks: LinkClicksEvent[] = [];
    for (const [linkId, { count }] of total) {
      const ownerId = owners.get(linkId) as number;
      if (count.clicks > 0) {
        linkClicks.push({ linkId, ownerId, clicks: count.clicks, at: count.lastClickedAt });
      }
    }
    await writing.incrementLinks(
      linkClicks.map(({ linkId, at }) => ({
        linkId,
        clicks: getAggregate(total, linkId).count.uncounted,
        lastClickedAt: at,
      })),
    );
    for (const hour of hours) {
      const hourBatches = unwritten.filter((batch) => batch.hour === hour);
      const links = hours.length === 1 ? total : aggregateByLink(hourBatches, owners);
      const users = new Map<number, ClickAggregate>();
      for (const [linkId, aggregate] of links) {
        mergeAggregates(getAggregate(users, owners.get(linkId) as number), aggregate);
      }
      await addToRollups(writing, { subject: "Link", hour, aggregates: links }, referrerChanges);
      await addToRollups(writing, { subject: "User", hour, aggregates: users }, referrerChanges);
    }
    return { linkClicks, keptRows, referrerChanges };
  });
  state.rowLimiter.record(keptRows);
  referrerChanges.commit();
  return linkClicks;
}

/** Those that were not written before. In the order of their ids, for which others may wait. */
async function claimUnwritten(
  writing: ClickTransaction,
  batches: ClickBatch[],
): Promise<ClickBatch[]> {
  const now = Date.now();
  const unwritten: ClickBatch[] = [];
  for (const batch of batches.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    if (await writing.claimBatch(batch.id, now)) unwritten.push(batch);
  }
  return unwritten;
}

/** In the order of their ids, so that those which lie together are written together. */
function aggregateByLink(
  batches: ClickBatch[],
  owners: Map<number, number>,
): Map<number, ClickAggregate> {
  const linkIds = collectLinkIds(batches).filter((linkId) => owners.has(linkId));
  const links = new Map(linkIds.map((linkId) => [linkId, emptyAggregate(linkId)]));
  for (const { clicks, counts } of batches) {
    for (const { row, counted } of clicks) {
      const aggregate = links.get(row.linkId);
      if (aggregate) addClick(aggregate, row, counted);
    }
    for (const count of counts) {
      const aggregate = links.get(count.linkId);
      if (aggregate) mergeCounts(aggregate.count, count);
    }
  }
  return links;
}

function collectLinkIds(batches: ClickBatch[]): number[] {
  const linkIds = new Set<number>();
  for (const { clicks, counts } of batches) {
    for (const { row } of clicks) linkIds.add(row.linkId);
    for (const { linkId } of counts) linkIds.add(linkId);
  }
  return [...linkIds].sort((a, b) => a - b);
}

function getAggregate(aggregates: Map<number, ClickAggregate>, subjectId: number): ClickAggregate {
  const existing = aggregates.get(subjectId);
  if (existing) return existing;
  const aggregate = emptyAggregate(subjectId);
  aggregates.set(subjectId, aggregate);
  return aggregate;
}
