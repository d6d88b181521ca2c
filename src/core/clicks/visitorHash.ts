import { createHmac, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { ClickStore } from "../../db/clickStore.ts";

/**
 * Stores the key of a day. All processes share it, so visitors are not counted twice after a restart or
 * by another process.
 */
export type VisitorKeyStore = Pick<ClickStore, "visitorKey">;

export type HashVisitor = (ipAddress: string, userAgent: string) => Buffer;

export interface VisitorHasher {
  /** Returns a function that hashes the visitors of the UTC day. Rejects if its key cannot be read. */
  forDay(day: number): Promise<HashVisitor>;
  /** Drops the keys of earlier days, as the database does. */
  dropKeysBefore(day: number): void;
}

const keyBytes = 32;
/** Enough to distinguish the visitors of one day. */
export const visitorHashBytes = 8;
const hashCacheSize = 50_000;
/** Today and tomorrow. Tomorrow's key is read before that day begins. */
const dayCacheSize = 2;

/**
 * Creates hashes that distinguish the visitors of a UTC day: the first 8 bytes of an HMAC-SHA256 of IP
 * address and user agent. Each day has its own random key. The key is stored in the database while the
 * day lasts and then deleted. After that, neither the operator nor anyone else can link a hash to a
 * visitor. Nor can they determine that hashes of different days belong to the same person.
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
