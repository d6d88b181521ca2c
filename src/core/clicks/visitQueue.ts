import { randomUUID } from "node:crypto";
import { maxBatchRows } from "./batchSchemas.ts";
import { addVisit, emptyLinkClickCount, type LinkClickCount } from "./linkClickCount.ts";
import { startOfUtcHour } from "./utcTime.ts";
import type { Visit } from "./visit.ts";

/** What is written at a time: visits, or counts, of one UTC hour. */
export interface VisitBatch {
  /** The same each time it is tried, so that it can be told whether it was written before. */
  id: string;
  /** Start of the hour, in milliseconds. */
  hour: number;
  visits: Visit[];
  counts: LinkClickCount[];
}

/** Returns how many clicks a batch has, those of programs included. */
export function countVisitBatchClicks({ visits, counts }: VisitBatch): number {
  return counts.reduce((sum, { clicks, bots }) => sum + clicks + bots, visits.length);
}

/** Visits that wait to be written, in the order in which they came. */
export interface VisitQueue {
  add(visit: Visit): void;
  /** The oldest that can be written together; undefined where none waits. */
  take(): VisitBatch | undefined;
  /** Puts back what may not have been written, to be taken again as it is, before all else. */
  requeue(batch: VisitBatch): void;
  /** How many visits and counts wait. */
  size(): number;
  /** When the oldest was, in milliseconds, or in which hour; undefined where none waits. */
  oldestAt(): number | undefined;
  /** How many visits have become counts since the start. */
  aggregated(): number;
}

/** How many of the oldest become counts at a time, once too many wait. */
const visitsPerAggregation = 500;

/**
 * Keeps at most `capacity` visits. Past it the oldest become counts by link and hour, which need as
 * much memory as there are links: details can be lost, clicks cannot.
 */
export function createVisitQueue(capacity: number): VisitQueue {
  const visits: Visit[] = [];
  let aggregated = 0;
  let requeued: VisitBatch | undefined;
  const counts = new Map<number, Map<number, LinkClickCount>>();

  function countFor(hour: number, linkId: number): LinkClickCount {
    const hourCounts = counts.get(hour) ?? new Map<number, LinkClickCount>();
    const count = hourCounts.get(linkId) ?? emptyLinkClickCount(linkId);
    counts.set(hour, hourCounts.set(linkId, count));
    return count;
  }

  function enforceCapacity(): void {
    while (visits.length + (requeued?.visits.length ?? 0) > capacity && visits.length > 0) {
      for (const visit of visits.splice(0, Math.min(visitsPerAggregation, visits.length))) {
        addVisit(countFor(startOfUtcHour(visit.at), visit.linkId), visit);
        aggregated += 1;
      }
    }
  }

  function takeCounts(): VisitBatch | undefined {
    const [oldest] = counts;
    if (!oldest) return undefined;
    const [hour, hourCounts] = oldest;
    const batchCounts = [...hourCounts.values()].slice(0, maxBatchRows);
    for (const { linkId } of batchCounts) hourCounts.delete(linkId);
    if (hourCounts.size === 0) counts.delete(hour);
    return { id: randomUUID(), hour, visits: [], counts: batchCounts };
  }

  function takeVisits(): VisitBatch | undefined {
    const [oldest] = visits;
    if (!oldest) return undefined;
    const hour = startOfUtcHour(oldest.at);
    const end = visits.findIndex(
      (visit, index) => index === maxBatchRows || startOfUtcHour(visit.at) !== hour,
    );
    const batchVisits = visits.splice(0, end === -1 ? visits.length : end);
    return { id: randomUUID(), hour, visits: batchVisits, counts: [] };
  }

  return {
    add: (visit) => {
      visits.push(visit);
      if (visits.length > capacity) enforceCapacity();
    },
    take: () => {
      const batch = requeued ?? takeCounts() ?? takeVisits();
      requeued = undefined;
      return batch;
    },
    requeue: (batch) => {
      requeued = batch;
      enforceCapacity();
    },
    oldestAt: () => requeued?.hour ?? counts.keys().next().value ?? visits[0]?.at,
    aggregated: () => aggregated,
    size: () => {
      let waiting =
        visits.length + (requeued ? requeued.visits.length + requeued.counts.length : 0);
      for (const hourCounts of counts.values()) waiting += hourCounts.size;
      return waiting;
    },
  };
}
