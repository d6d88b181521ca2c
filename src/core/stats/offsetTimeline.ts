import { dayMilliseconds } from "../../time.ts";
import type { OffsetAt } from "./timeZone.ts";

/**
 * Distance between two samples. Two clock changes of a time zone that cancel each other have always
 * been further apart, so no change is missed.
 */
const windowMilliseconds = 3 * dayMilliseconds;
/** Offsets change at whole seconds. */
const precisionMilliseconds = 1_000;

/** Part of a timeline with one offset, up to its end. */
interface Stretch {
  start: number;
  end: number;
  offset: number;
}

/**
 * Returns the same offsets in a fraction of the time, if most requested times are consecutive. It
 * samples the offset once for several days. If the clocks change between two samples, it finds the time
 * by bisection.
 */
export function offsetTimeline(offsetAt: OffsetAt): OffsetAt {
  let current: Stretch = { start: 0, end: 0, offset: 0 };
  /** The rest of the window, if the clocks change before the next sample is due. */
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
