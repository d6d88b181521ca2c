import type {
  ClickRow,
  ClickStore,
  ClickWriting,
  DayAddition,
  Subject,
} from "../../db/clickStore.ts";
import { dayOf } from "./calendar.ts";
import { addCount, type Count } from "./count.ts";
import { dimensions, emptyTally, type Tally, tallyClick, tallyTally } from "./tally.ts";

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
export function writeClicks(store: ClickStore, batch: ClickBatch): Promise<LinkClicks[]> {
  return store.transact(async (writing) => {
    if (!(await writing.claimBatch(batch.id, Date.now()))) return [];
    const owners = await writing.ownersOf(linksOf(batch));
    const clicks = batch.clicks.filter(({ row }) => owners.has(row.linkId));
    await writing.insertClicks(clicks.map(({ row }) => row));

    // In the order of their ids, so that those which lie together are written together.
    const links = new Map([...owners.keys()].map((linkId) => [linkId, emptyTally(linkId)]));
    for (const { row, counted } of clicks) tallyClick(get(links, row.linkId), row, counted);
    for (const count of batch.counts) {
      if (owners.has(count.linkId)) addCount(get(links, count.linkId).count, count);
    }
    const users = new Map<number, Tally>();
    const news: LinkClicks[] = [];
    for (const [linkId, tally] of links) {
      const ownerId = owners.get(linkId) as number;
      tallyTally(get(users, ownerId), tally);
      const { clicks: people, lastClickedAt: at } = tally.count;
      if (people > 0) news.push({ linkId, ownerId, clicks: people, at });
    }
    await writing.addToLinks(
      news.map(({ linkId, at }) => ({
        linkId,
        clicks: get(links, linkId).count.uncounted,
        lastClickedAt: at,
      })),
    );
    await addToCounts(writing, "Link", batch.hour, links);
    await addToCounts(writing, "User", batch.hour, users);
    return news;
  });
}

function linksOf({ clicks, counts }: ClickBatch): number[] {
  const linkIds = [...clicks.map(({ row }) => row.linkId), ...counts.map(({ linkId }) => linkId)];
  return [...new Set(linkIds)].sort((one, another) => one - another);
}

async function addToCounts(
  writing: ClickWriting,
  subject: Subject,
  hour: number,
  tallies: Map<number, Tally>,
): Promise<void> {
  const day = dayOf(hour);
  const all = [...tallies];
  const newcomers = await writing.addVisitors(
    subject,
    day,
    all.flatMap(([subjectId, { marks }]) => [...marks].map((mark) => ({ subjectId, mark }))),
  );
  const visitors = new Map<number, number>();
  for (const subjectId of newcomers) visitors.set(subjectId, (visitors.get(subjectId) ?? 0) + 1);
  await writing.addToHours(
    subject,
    hour,
    all.map(
      ([
        subjectId,
        {
          count: { clicks, bots },
        },
      ]) => {
        return { subjectId, clicks, visitors: visitors.get(subjectId) ?? 0, bots };
      },
    ),
  );
  const additions = all.flatMap(([subjectId, { values }]) => additionsOf(subjectId, values));
  const refused = await beyondBound(
    writing,
    subject,
    day,
    additions.filter(({ dimension }) => dimension === "referrer"),
  );
  await writing.addToDays(
    subject,
    day,
    additions.filter((addition) => !refused.has(keyOf(addition))),
  );
}

function additionsOf(subjectId: number, values: Tally["values"]): DayAddition[] {
  return dimensions.flatMap((dimension) =>
    [...values[dimension]].map(([value, clicks]) => ({ subjectId, dimension, value, clicks })),
  );
}

/**
 * Visitors can make up any number of referrers, whereas all else is taken from lists that end. Those
 * past the first 250 of a day count as unknown: answers which these are.
 */
async function beyondBound(
  writing: ClickWriting,
  subject: Subject,
  day: number,
  referrers: DayAddition[],
): Promise<Set<string>> {
  const refused = new Set<string>();
  const unknown = await writing.unknownOf(subject, day, referrers);
  const subjectIds = [...new Set(unknown.map(({ subjectId }) => subjectId))];
  const counts = await writing.countValues(subject, day, "referrer", subjectIds);
  for (const addition of unknown) {
    const count = counts.get(addition.subjectId) ?? 0;
    if (count < referrersAtMost) counts.set(addition.subjectId, count + 1);
    else refused.add(keyOf(addition));
  }
  return refused;
}

function keyOf({ subjectId, dimension, value }: DayAddition): string {
  return `${subjectId} ${dimension} ${value}`;
}

function get(tallies: Map<number, Tally>, subjectId: number): Tally {
  const known = tallies.get(subjectId);
  if (known) return known;
  const tally = emptyTally(subjectId);
  tallies.set(subjectId, tally);
  return tally;
}
