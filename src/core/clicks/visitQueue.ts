import { randomUUID } from "node:crypto";
import { maxBatchRows } from "./batchSchemas.ts";
import { addVisit, emptyLinkClickCount, type LinkClickCount } from "./linkClickCount.ts";
import { startOfUtcHour } from "./utcTime.ts";
import type { Visit } from "./visit.ts";

/** Visits or counts of one UTC hour that are written together. */
export interface VisitBatch {
  /** The same for each attempt, so a batch that was already written is detected. */
  id: string;
  /** Start of the hour, in milliseconds. */
  hour: number;
  visits: Visit[];
  counts: LinkClickCount[];
}

/** Returns the number of clicks in a batch, including those of bots. */
export function countVisitBatchClicks({ visits, counts }: VisitBatch): number {
  return counts.reduce((sum, { clicks, bots }) => sum + clicks + bots, visits.length);
}

/** Queue of visits to be written, in the order of their arrival. */
export interface VisitQueue {
  add(visit: Visit): void;
  /**
   * Returns the oldest visits or counts that can be written together; undefined if the queue is empty.
   */
  take(): VisitBatch | undefined;
  /**
   * Puts back a batch that may not have been written. It is taken again unchanged, before all others.
   */
  requeue(batch: VisitBatch): void;
  /** Returns the number of waiting visits and counts. */
  size(): number;
  /**
   * Returns the time of the oldest visit, or the hour of the oldest batch or count, in milliseconds.
   * Returns undefined if the queue is empty.
   */
  oldestAt(): number | undefined;
  /** Returns how many visits have been reduced to counts since startup. */
  aggregated(): number;
}

/** Number of the oldest visits that are reduced to counts at a time when the queue is full. */
const visitsPerAggregation = 500;

/**
 * Creates a queue that keeps at most `capacity` visits. Beyond that, the oldest are reduced to counts
 * by link and hour. The memory of counts depends on the number of links: details can be lost, clicks
 * cannot.
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
