import { createHmac } from "node:crypto";
import type { Database } from "../../db/database.ts";

/**
 * The hash of the account that an unknown email stands beside, so that a guess at it takes as long as
 * one at an account: costs of hashes differ where BCRYPT_COST was changed, until their owners log in.
 * Undefined where there is no account.
 *
 * The key of this instance chooses the account, so that nobody can tell which it is. An email stays
 * with its account, or goes to a newer one as accounts are added (linear hashing): its cost changes as
 * that of an account does, to the newer.
 */
export async function findDecoyHash(
  { user }: Database,
  instanceKey: Uint8Array,
  emailKey: string,
): Promise<string | undefined> {
  const last = await user.findFirst({
    // Of all, but by a bound: the tests let no statement walk an index without one.
    where: { id: { gt: 0 } },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  const id = 1 + toBucket(emailKey, instanceKey, last?.id ?? 1);
  const select = { passwordHash: true };
  const where = { deletedAt: null };
  const account =
    (await user.findFirst({
      where: { ...where, id: { gte: id } },
      orderBy: { id: "asc" },
      select,
    })) ??
    (await user.findFirst({
      where: { ...where, id: { lt: id } },
      orderBy: { id: "desc" },
      select,
    }));
  return account?.passwordHash;
}

/** One of so many buckets, from 0. With more of them, an email stays in its own or moves to a new one. */
export function toBucket(text: string, key: Uint8Array, buckets: number): number {
  // 48 bits: exact as a number.
  const hash = createHmac("sha256", key).update(`cost ${text}`).digest().readUIntBE(0, 6);
  const doubled = 2 ** Math.ceil(Math.log2(buckets));
  const bucket = hash % doubled;
  return bucket < buckets ? bucket : hash % (doubled / 2);
}
