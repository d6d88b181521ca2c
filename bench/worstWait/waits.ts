/** Durations in milliseconds. */
export interface Waits {
  count: number;
  /**
   * The number of failures: rejected, aborted or disconnected. The other figures include their
   * waits.
   */
  failed: number;
  p50: number;
  p99: number;
  worst: number;
}

/** Returns the summary of single waits. All figures are NaN if there are none. */
export function summarize(waits: number[], failed: number): Waits {
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { count: sorted.length, failed, p50: at(0.5), p99: at(0.99), worst: at(1) };
}
