import { LRUCache } from "lru-cache";
import type { ClickRow } from "../../db/clickStore.ts";

/** Chooses the clicks of which single rows are kept, so that one link cannot fill the disk. */
export interface ClickRowLimiter {
  /** Returns those that are kept of rows which are about to be written. */
  select(rows: ClickRow[]): ClickRow[];
  /** Counts rows that were written. */
  record(rows: ClickRow[]): void;
}

const minuteMilliseconds = 60_000;
/** Links and minutes. Those that matter come again and again, and stay among the latest. */
const minuteCacheSize = 50_000;

/** Keeps, of each link and minute in which clicks came, the first `rowsPerMinute` that this writer gets. */
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
