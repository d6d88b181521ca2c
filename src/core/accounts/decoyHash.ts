import { createHmac } from "node:crypto";
import type { Database } from "../../db/database.ts";

/**
 * Returns the password hash of an existing account whose cost is used for an unknown email. A guess
 * at the email then takes as long as a guess at an account. The costs of hashes differ after a
 * change of BCRYPT_COST, until their owners log in. Returns undefined if there is no account.
 *
 * The key of this instance selects the account, so no caller can tell which one it is. An email
 * keeps its account or moves to a newer one as accounts are added (linear hashing). So its cost
 * changes as the cost of an account does: to the newer one.
 */
export async function findDecoyHash(
  { user }: Database,
  instanceKey: Uint8Array,
  emailKey: string,
): Promise<string | undefined> {
  const last = await user.findFirst({
    // Matches all rows. The bound is needed because the tests reject index scans without one.
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

/**
 * Returns a bucket number from 0 to `buckets` - 1. If `buckets` grows, a text keeps its bucket or
 * moves to a new one.
 */
export function toBucket(text: string, key: Uint8Array, buckets: number): number {
  // 48 bits, which a number represents exactly.
  const hash = createHmac("sha256", key).update(`cost ${text}`).digest().readUIntBE(0, 6);
  const doubled = 2 ** Math.ceil(Math.log2(buckets));
  const bucket = hash % doubled;
  return bucket < buckets ? bucket : hash % (doubled / 2);
}
