import { createHmac, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { ClickStore } from "../../db/clickStore.ts";

/**
 * Where the key of a day is kept, the same for all processes, so that people are not counted twice
 * after a restart or by another process.
 */
export type VisitorKeys = Pick<ClickStore, "visitorKey">;

export type MarkVisitor = (address: string, userAgent: string) => Buffer;

export interface VisitorMarks {
  /** Returns what marks the visitors of the UTC day. Rejects where its key cannot be read. */
  of(day: number): Promise<MarkVisitor>;
  /** Forgets the key of earlier days, as the database does. */
  forgetBefore(day: number): void;
}

const keyBytes = 32;
/** Enough to tell apart the visitors of one day. */
export const markBytes = 8;
const rememberedMarks = 50_000;
/** Today and tomorrow, of which the latter is asked for before it begins. */
const rememberedDays = 2;

/**
 * Makes marks that tell one visitor of a UTC day from another: the first 8 bytes of an HMAC-SHA256
 * of address and user agent. Each day has a random key of its own, which is kept in the database
 * while the day lasts and then deleted. From then on nobody, whoever runs the service included, can
 * tell whose a mark was, or that two marks of different days are of one person.
 */
export function createVisitorMarks(keys: VisitorKeys): VisitorMarks {
  const days = new LRUCache<number, MarkVisitor>({ max: rememberedDays });
  return {
    of: async (day) => {
      const known = days.get(day);
      if (known) return known;
      const markVisitor = markWith(await keys.visitorKey(day, randomBytes(keyBytes)));
      days.set(day, markVisitor);
      return markVisitor;
    },
    forgetBefore: (day) => {
      for (const earlier of [...days.keys()]) if (earlier < day) days.delete(earlier);
    },
  };
}

function markWith(key: Buffer): MarkVisitor {
  const marks = new LRUCache<string, Buffer>({ max: rememberedMarks });
  return (address, userAgent) => {
    const visitor = `${address} ${userAgent}`;
    let mark = marks.get(visitor);
    if (!mark) {
      mark = createHmac("sha256", key).update(visitor).digest().subarray(0, markBytes);
      marks.set(visitor, mark);
    }
    return mark;
  };
}
