import { randomUUID } from "node:crypto";
import { batchRowsAtMost } from "./batchShape.ts";
import { hourOf } from "./calendar.ts";
import { addVisit, type Count, emptyCount } from "./count.ts";
import type { Visit } from "./visit.ts";

/** What is written at a time: visits, or counts, of one UTC hour. */
export interface Batch {
  /** The same each time it is tried, so that it can be told whether it was written before. */
  id: string;
  /** Start of the hour, in milliseconds. */
  hour: number;
  visits: Visit[];
  counts: Count[];
}

/** Returns how many clicks a batch has, those of programs included. */
export function countClicks({ visits, counts }: Batch): number {
  return counts.reduce((sum, { clicks, bots }) => sum + clicks + bots, visits.length);
}

/** Visits that wait to be written, in the order in which they came. */
export interface WaitingVisits {
  add(visit: Visit): void;
  /** The oldest that can be written together; undefined where none waits. */
  take(): Batch | undefined;
  /** Puts back what may not have been written, to be taken again as it is, before all else. */
  putBack(batch: Batch): void;
  /** How many visits and counts wait. */
  size(): number;
  /** When the oldest was, in milliseconds, or in which hour; undefined where none waits. */
  oldestAt(): number | undefined;
  /** How many visits have become counts since the start. */
  condensed(): number;
}

/** How many of the oldest become counts at a time, once too many wait. */
const condensedAtOnce = 500;

/**
 * Keeps at most `capacity` visits. Past it the oldest become counts by link and hour, which need as
 * much memory as there are links: details can be lost, clicks cannot.
 */
export function createWaitingVisits(capacity: number): WaitingVisits {
  const visits: Visit[] = [];
  let condensed = 0;
  let returned: Batch | undefined;
  const counts = new Map<number, Map<number, Count>>();

  function countOf(hour: number, linkId: number): Count {
    const ofHour = counts.get(hour) ?? new Map<number, Count>();
    const count = ofHour.get(linkId) ?? emptyCount(linkId);
    counts.set(hour, ofHour.set(linkId, count));
    return count;
  }

  function keepBound(): void {
    while (visits.length + (returned?.visits.length ?? 0) > capacity && visits.length > 0) {
      for (const visit of visits.splice(0, Math.min(condensedAtOnce, visits.length))) {
        addVisit(countOf(hourOf(visit.at), visit.linkId), visit);
        condensed += 1;
      }
    }
  }

  function takeCounts(): Batch | undefined {
    const [oldest] = counts;
    if (!oldest) return undefined;
    const [hour, ofHour] = oldest;
    const taken = [...ofHour.values()].slice(0, batchRowsAtMost);
    for (const { linkId } of taken) ofHour.delete(linkId);
    if (ofHour.size === 0) counts.delete(hour);
    return { id: randomUUID(), hour, visits: [], counts: taken };
  }

  function takeVisits(): Batch | undefined {
    const [oldest] = visits;
    if (!oldest) return undefined;
    const hour = hourOf(oldest.at);
    const end = visits.findIndex(
      (visit, index) => index === batchRowsAtMost || hourOf(visit.at) !== hour,
    );
    const taken = visits.splice(0, end === -1 ? visits.length : end);
    return { id: randomUUID(), hour, visits: taken, counts: [] };
  }

  return {
    add: (visit) => {
      visits.push(visit);
      if (visits.length > capacity) keepBound();
    },
    take: () => {
      const batch = returned ?? takeCounts() ?? takeVisits();
      returned = undefined;
      return batch;
    },
    putBack: (batch) => {
      returned = batch;
      keepBound();
    },
    oldestAt: () => returned?.hour ?? counts.keys().next().value ?? visits[0]?.at,
    condensed: () => condensed,
    size: () => {
      let waiting =
        visits.length + (returned ? returned.visits.length + returned.counts.length : 0);
      for (const ofHour of counts.values()) waiting += ofHour.size;
      return waiting;
    },
  };
}
