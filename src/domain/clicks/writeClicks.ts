import type { ClickRow, ClickStore, Subject } from "../../db/clickStore.ts";
import { dayOf } from "./calendar.ts";
import { addCount, type Count } from "./count.ts";
import { emptyTally, type Tally, tallyClick, tallyTally } from "./tally.ts";

/** Of a link, or of all links of a user, on one day. */
const referrersAtMost = 250;

/** Described clicks and bare counts of one UTC hour. */
export interface ClickBatch {
  id: string;
  /** Start of the hour, in milliseconds. */
  hour: number;
  clicks: { row: ClickRow; counted: boolean }[];
  counts: Count[];
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
 * Writes a batch and all counts that it adds to, in one transaction: clicks and counts never
 * disagree, and a batch of which nobody knows whether it was written can be tried again: it is written
 * once. Clicks on links deleted meanwhile are left out. Answers the people's clicks by link.
 */
export function writeClicks(
  store: ClickStore,
  { id, hour, clicks, counts }: ClickBatch,
): LinkClicks[] {
  return store.transact(() => {
    if (!store.claimBatch(id, Date.now())) return [];
    const links = new Map<number, Tally>();
    const owners = new Map<number, number | undefined>();
    const tallyOf = (linkId: number): Tally | undefined => {
      if (!owners.has(linkId)) owners.set(linkId, store.ownerOf(linkId));
      return owners.get(linkId) === undefined ? undefined : get(links, linkId);
    };

    for (const { row, counted } of clicks) {
      const tally = tallyOf(row.linkId);
      if (!tally) continue;
      store.insertClick(row);
      tallyClick(tally, row, counted);
    }
    for (const count of counts) {
      const tally = tallyOf(count.linkId);
      if (tally) addCount(tally.count, count);
    }

    const users = new Map<number, Tally>();
    const news: LinkClicks[] = [];
    for (const [linkId, tally] of links) {
      const ownerId = owners.get(linkId) as number;
      tallyTally(get(users, ownerId), tally);
      const { clicks: people, uncounted, lastClickedAt } = tally.count;
      if (people === 0) continue;
      store.addToLink(linkId, uncounted, lastClickedAt);
      news.push({ linkId, ownerId, clicks: people, at: lastClickedAt });
    }
    for (const [linkId, tally] of links) addToCounts(store, "Link", linkId, hour, tally);
    for (const [userId, tally] of users) addToCounts(store, "User", userId, hour, tally);
    return news;
  });
}

function addToCounts(
  store: ClickStore,
  subject: Subject,
  subjectId: number,
  hour: number,
  { count, values, marks }: Tally,
): void {
  const day = dayOf(hour);
  let visitors = 0;
  for (const mark of marks) {
    if (store[subject].isNewVisitor(day, subjectId, mark)) visitors += 1;
  }
  store[subject].addToHour(subjectId, hour, { clicks: count.clicks, visitors, bots: count.bots });
  const { referrer, ...bounded } = values;
  addReferrers(store[subject], subjectId, day, referrer);
  for (const [dimension, clicksByValue] of Object.entries(bounded)) {
    for (const [value, clicks] of clicksByValue) {
      store[subject].addToDay(subjectId, day, dimension, value, clicks);
    }
  }
}

/**
 * Visitors can make up any number of referrers, whereas all else is taken from lists that end. Those
 * past the first 250 of a day count as unknown.
 */
function addReferrers(
  counts: ClickStore[Subject],
  subjectId: number,
  day: number,
  clicksByHost: Map<string, number>,
): void {
  let room: number | undefined;
  for (const [host, clicks] of clicksByHost) {
    if (counts.addToKnown(subjectId, day, "referrer", host, clicks)) continue;
    room ??= referrersAtMost - counts.countValues(subjectId, day, "referrer");
    if (room <= 0) continue;
    counts.addToDay(subjectId, day, "referrer", host, clicks);
    room -= 1;
  }
}

function get(tallies: Map<number, Tally>, subjectId: number): Tally {
  const known = tallies.get(subjectId);
  if (known) return known;
  const tally = emptyTally(subjectId);
  tallies.set(subjectId, tally);
  return tally;
}
