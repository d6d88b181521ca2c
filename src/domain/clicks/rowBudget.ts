import { LRUCache } from "lru-cache";
import type { ClickRow } from "../../db/clickStore.ts";

/** Chooses the clicks of which single rows are kept, so that one link cannot fill the disk. */
export interface RowBudget {
  /** Returns those that are kept of rows which are about to be written. */
  choose(rows: ClickRow[]): ClickRow[];
  /** Counts rows that were written. */
  note(rows: ClickRow[]): void;
}

const minuteMilliseconds = 60_000;
/** Links and minutes. Those that matter come again and again, and stay among the latest. */
const rememberedMinutes = 50_000;

/** Keeps, of each link and minute in which clicks came, the first `rowsPerMinute` that this writer gets. */
export function createRowBudget(rowsPerMinute: number): RowBudget {
  const written = new LRUCache<string, number>({ max: rememberedMinutes });
  return {
    choose: (rows) => {
      const chosen = new Map<string, number>();
      return rows.filter((row) => {
        const key = keyOf(row);
        const count = chosen.get(key) ?? written.get(key) ?? 0;
        chosen.set(key, Math.min(count + 1, rowsPerMinute));
        return count < rowsPerMinute;
      });
    },
    note: (rows) => {
      for (const row of rows) {
        const key = keyOf(row);
        written.set(key, (written.get(key) ?? 0) + 1);
      }
    },
  };
}

function keyOf({ linkId, at }: ClickRow): string {
  return `${linkId} ${Math.floor(at / minuteMilliseconds)}`;
}
