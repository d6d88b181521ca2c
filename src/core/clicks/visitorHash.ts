import { createHmac, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { ClickStore } from "../../db/clickStore.ts";

/**
 * Where the key of a day is kept, the same for all processes, so that people are not counted twice
 * after a restart or by another process.
 */
export type VisitorKeyStore = Pick<ClickStore, "visitorKey">;

export type HashVisitor = (ipAddress: string, userAgent: string) => Buffer;

export interface VisitorHasher {
  /** Returns what marks the visitors of the UTC day. Rejects where its key cannot be read. */
  forDay(day: number): Promise<HashVisitor>;
  /** Forgets the key of earlier days, as the database does. */
  dropKeysBefore(day: number): void;
}

const keyBytes = 32;
/** Enough to tell apart the visitors of one day. */
export const visitorHashBytes = 8;
const hashCacheSize = 50_000;
/** Today and tomorrow, of which the latter is asked for before it begins. */
const dayCacheSize = 2;

/**
 * Makes marks that tell one visitor of a UTC day from another: the first 8 bytes of an HMAC-SHA256
 * of address and user agent. Each day has a random key of its own, which is kept in the database
 * while the day lasts and then deleted. From then on nobody, whoever runs the service included, can
 * tell whose a mark was, or that two marks of different days are of one person.
 */
export function createVisitorHasher(keys: VisitorKeyStore): VisitorHasher {
  const days = new LRUCache<number, HashVisitor>({ max: dayCacheSize });
  return {
    forDay: async (day) => {
      const existing = days.get(day);
      if (existing) return existing;
      const hashVisitor = createHashVisitor(await keys.visitorKey(day, randomBytes(keyBytes)));
      days.set(day, hashVisitor);
      return hashVisitor;
    },
    dropKeysBefore: (day) => {
      for (const earlier of [...days.keys()]) if (earlier < day) days.delete(earlier);
    },
  };
}

function createHashVisitor(key: Buffer): HashVisitor {
  const hashes = new LRUCache<string, Buffer>({ max: hashCacheSize });
  return (ipAddress, userAgent) => {
    const visitor = `${ipAddress} ${userAgent}`;
    let hash = hashes.get(visitor);
    if (!hash) {
      hash = createHmac("sha256", key).update(visitor).digest().subarray(0, visitorHashBytes);
      hashes.set(visitor, hash);
    }
    return hash;
  };
}
