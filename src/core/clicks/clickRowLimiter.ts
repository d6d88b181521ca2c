import { LRUCache } from "lru-cache";
import type { ClickRow } from "../../db/clickStore.ts";

/** Limits how many clicks are kept as single rows, so one link cannot fill the disk. */
export interface ClickRowLimiter {
  /** Returns the rows to keep of those that are about to be written. */
  select(rows: ClickRow[]): ClickRow[];
  /** Counts rows that were written. */
  record(rows: ClickRow[]): void;
}

const minuteMilliseconds = 60_000;
/** Entries per link and minute. Those that matter recur, so they stay among the most recent. */
const minuteCacheSize = 50_000;

/**
 * Creates a limiter that keeps the first `rowsPerMinute` clicks that this writer receives per link and
 * minute. The minute is that of the click.
 */
export function createClickRowLimiter(rowsPerMinute: number): ClickRowLimiter {
  const written = new LRUCache<string, number>({ max: minuteCacheSize });
  return {
    select: (rows) => {
      const selected = new Map<string, number>();
      return rows.filter((row) => {
        const key = toKey(row);
        const count = selected.get(key) ?? written.get(key) ?? 0;
        selected.set(key, Math.min(count + 1, rowsPerMinute));
        return count < rowsPerMinute;
      });
    },
    record: (rows) => {
      for (const row of rows) {
        const key = toKey(row);
        written.set(key, (written.get(key) ?? 0) + 1);
      }
    },
  };
}

function toKey({ linkId, at }: ClickRow): string {
  return `${linkId} ${Math.floor(at / minuteMilliseconds)}`;
}
