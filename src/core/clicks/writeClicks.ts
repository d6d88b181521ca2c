import type { ClickRow, ClickStore, ClickTransaction } from "../../db/clickStore.ts";
import type { LinkClicksEvent } from "../events/domainEvents.ts";
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

/** Enriched clicks and counts of one UTC hour. */
export interface ClickBatch {
  id: string;
  /** Start of the hour, in milliseconds. */
  hour: number;
  clicks: { row: ClickRow; counted: boolean }[];
  counts: LinkClickCount[];
}

/** State that a writer keeps between transactions. */
export interface WriterState {
  rowLimiter: ClickRowLimiter;
  unlistedReferrers: UnlistedReferrers;
}

/**
 * Writes batches and all counts that they add to in one transaction, so clicks and counts never
 * disagree. Each batch is written once, so a batch with an unknown outcome can be retried. Clicks on
 * links deleted meanwhile are left out. Single rows are kept up to the limit of `state.rowLimiter`;
 * counts include all clicks. Returns clicks by people per link.
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

/**
 * Returns the batches that were not written before. Claims them in the order of their ids, because
 * other writers may wait for the same ids.
 */
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

/** Aggregates clicks by link, in the order of link ids, so adjacent rows are written together. */
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
