import { createHmac, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { ClickStore } from "../../db/clickStore.ts";

/** Where the key of a day is kept, so that people are not counted twice after a restart. */
export type VisitorKeys = Pick<ClickStore, "visitorKey">;

export type MarkVisitor = (address: string, userAgent: string) => Buffer;

const keyBytes = 32;
/** Enough to tell apart the visitors of one day. */
const markBytes = 8;
const rememberedMarks = 50_000;

/**
 * Makes marks that tell one visitor of a UTC day from another: the first 8 bytes of an HMAC-SHA256
 * of address and user agent. Each day has a random key of its own, which is kept in the database
 * while the day lasts and then deleted. From then on nobody, whoever runs the service included, can
 * tell whose a mark was, or that two marks of different days are of one person.
 */
export function createVisitorMarks(keys: VisitorKeys): (day: number) => Promise<MarkVisitor> {
  const marks = new LRUCache<string, Buffer>({ max: rememberedMarks });
  let current: { day: number; key: Buffer } | undefined;

  return async (day) => {
    if (current?.day !== day) {
      current = { day, key: await keys.visitorKey(day, randomBytes(keyBytes)) };
      marks.clear();
    }
    const { key } = current;
    return (address, userAgent) => {
      const visitor = `${address} ${userAgent}`;
      let mark = marks.get(visitor);
      if (!mark) {
        mark = createHmac("sha256", key).update(visitor).digest().subarray(0, markBytes);
        marks.set(visitor, mark);
      }
      return mark;
    };
  };
}
