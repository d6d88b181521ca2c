import { createHmac } from "node:crypto";
import type { Prisma } from "../../db/database.ts";
import { dayMilliseconds } from "../../time.ts";
import { toAddressKey } from "../addressKey.ts";
import type { Services } from "../services.ts";
import { lockAccount } from "./lockAccount.ts";

const retentionDays = 20;
/** For each account. Beyond this limit, the least recently used addresses are deleted. */
const maxAddresses = 50;
/** Enough to distinguish the addresses of an account. */
const addressHashBytes = 16;
/** An id that no account has. */
const noAccountId = 0;

type KnownAddressContext = Pick<Services, "database" | "instanceKey">;

/**
 * Returns whether the account's owner has logged in from this IP address within 20 days. Returns
 * false without an account.
 */
export async function isKnownAddress(
  services: KnownAddressContext,
  ownerId: number = noAccountId,
  ipAddress: string,
): Promise<boolean> {
  const row = await services.database.knownAddress.findUnique({
    where: { ownerId_mark: { ownerId, mark: toAddressHash(services, ownerId, ipAddress) } },
  });
  return row !== null && row.lastUsedAt > retentionStart();
}

/** Records a login of the account's owner from this IP address. Keeps 50 addresses per account. */
export async function recordKnownAddress(
  services: KnownAddressContext,
  ownerId: number,
  ipAddress: string,
): Promise<void> {
  const mark = toAddressHash(services, ownerId, ipAddress);
  const where = { ownerId_mark: { ownerId, mark } };
  const lastUsedAt = new Date();
  const existing = await services.database.knownAddress.findUnique({ where });
  const age = existing
    ? Math.abs(lastUsedAt.getTime() - existing.lastUsedAt.getTime())
    : dayMilliseconds;
  if (age < dayMilliseconds) return;
  await services.database.$transaction(async (transaction) => {
    await lockAccount(transaction, ownerId);
    const { knownAddress } = transaction;
    await knownAddress.upsert({
      where,
      create: { ownerId, mark, lastUsedAt },
      update: { lastUsedAt },
    });
    const surplus = await knownAddress.findMany({
      where: { ownerId },
      orderBy: [{ lastUsedAt: "desc" }, { mark: "asc" }],
      skip: maxAddresses,
      select: { mark: true },
    });
    if (surplus.length === 0) return;
    const marks = surplus.map((row) => row.mark);
    await knownAddress.deleteMany({ where: { ownerId, mark: { in: marks } } });
  });
}

/** Deletes the known addresses of an account, except the given one. */
export async function deleteKnownAddresses(
  { knownAddress }: Prisma.TransactionClient,
  ownerId: number,
  except?: { services: KnownAddressContext; ipAddress: string },
): Promise<void> {
  const mark = except && { not: toAddressHash(except.services, ownerId, except.ipAddress) };
  await knownAddress.deleteMany({ where: { ownerId, ...(mark && { mark }) } });
}

/** Deletes known addresses of all accounts without a login in the last 20 days. */
export async function deleteExpiredKnownAddresses({
  database,
}: Pick<Services, "database">): Promise<void> {
  await database.knownAddress.deleteMany({ where: { lastUsedAt: { lte: retentionStart() } } });
}

function retentionStart(): Date {
  return new Date(Date.now() - retentionDays * dayMilliseconds);
}

/** The hashes of one IP address differ between accounts, so they do not reveal who lives together. */
function toAddressHash({ instanceKey }: KnownAddressContext, ownerId: number, ipAddress: string) {
  const digest = createHmac("sha256", instanceKey)
    .update(`address ${ownerId} ${toAddressKey(ipAddress)}`)
    .digest();
  return new Uint8Array(digest.subarray(0, addressHashBytes));
}
