import { dayMilliseconds } from "../../time.ts";
import type { OffsetAt } from "./timeZone.ts";

/**
 * Two changes of a time zone's clocks that undo each other have always been further apart, so that
 * none is missed between two looks.
 */
const windowMilliseconds = 3 * dayMilliseconds;
/** Offsets change at whole seconds. */
const precisionMilliseconds = 1_000;

/** Part of a timeline over which an offset holds, up to its end. */
interface Stretch {
  start: number;
  end: number;
  offset: number;
}

/**
 * Returns the same offsets for a fraction of the time, where most times asked for follow one another:
 * it asks once for some days, and where the clocks change in between finds by halving when.
 */
export function offsetTimeline(offsetAt: OffsetAt): OffsetAt {
  let current: Stretch = { start: 0, end: 0, offset: 0 };
  /** What is known of the time behind it, where the clocks change before the next look is due. */
  let next = current;

  function loadWindow(at: number): void {
    const start = Math.floor(at / windowMilliseconds) * windowMilliseconds;
    const end = start + windowMilliseconds;
    const before = offsetAt(start);
    const after = offsetAt(end);
    const change = before === after ? end : findChange(start, end, before);
    current = { start, end: change, offset: before };
    next = { start: change, end, offset: after };
  }

  function findChange(start: number, end: number, before: number): number {
    let low = start;
    let high = end;
    while (high - low > precisionMilliseconds) {
      const seconds = Math.floor((high - low) / precisionMilliseconds / 2);
      const middle = low + seconds * precisionMilliseconds;
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    return high;
  }

  return (at) => {
    if (at < current.start || at >= next.end) loadWindow(at);
    return at < current.end ? current.offset : next.offset;
  };
}
