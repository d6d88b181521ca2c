import { createHmac, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";

/** Where the key of a day is kept, so that people are not counted twice after a restart. */
export interface VisitorKeys {
  /** The key kept for the day, which is `fresh` where none was. */
  visitorKey(day: number, fresh: Buffer): Buffer;
}

export type MarkVisitor = (day: number, address: string, userAgent: string) => Buffer;

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
export function createVisitorMarks(keys: VisitorKeys): MarkVisitor {
  const marks = new LRUCache<string, Buffer>({ max: rememberedMarks });
  let current: { day: number; key: Buffer } | undefined;

  return (day, address, userAgent) => {
    if (current?.day !== day) {
      current = { day, key: keys.visitorKey(day, randomBytes(keyBytes)) };
      marks.clear();
    }
    const visitor = `${address} ${userAgent}`;
    let mark = marks.get(visitor);
    if (!mark) {
      mark = createHmac("sha256", current.key).update(visitor).digest().subarray(0, markBytes);
      marks.set(visitor, mark);
    }
    return mark;
  };
}
