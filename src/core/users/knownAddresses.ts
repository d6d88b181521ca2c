import { createHmac } from "node:crypto";
import type { Prisma } from "../../db/database.ts";
import { dayMilliseconds } from "../../time.ts";
import { toAddressKey } from "../rateLimits/addressKey.ts";
import type { Service } from "../service.ts";
import { lockAccount } from "./lockAccount.ts";

const retentionDays = 20;
/** Of one account; beyond them those go that were not used for longest. */
const maxAddresses = 50;
/** Enough to tell the addresses of an account apart. */
const addressHashBytes = 16;
/** The id of no account. */
const noAccountId = 0;

type KnownAddressContext = Pick<Service, "database" | "instanceKey">;

/** Whether the account's owner has logged in from this address within 20 days. False for no account. */
export async function isKnownAddress(
  service: KnownAddressContext,
  ownerId: number = noAccountId,
  ipAddress: string,
): Promise<boolean> {
  const row = await service.database.knownAddress.findUnique({
    where: { ownerId_mark: { ownerId, mark: toAddressHash(service, ownerId, ipAddress) } },
  });
  return row !== null && row.lastUsedAt > retentionStart();
}

/** Notes that the account's owner has logged in from this address. Of each account 50 are kept. */
export async function recordKnownAddress(
  service: KnownAddressContext,
  ownerId: number,
  ipAddress: string,
): Promise<void> {
  const mark = toAddressHash(service, ownerId, ipAddress);
  const where = { ownerId_mark: { ownerId, mark } };
  const lastUsedAt = new Date();
  const existing = await service.database.knownAddress.findUnique({ where });
  const age = existing
    ? Math.abs(lastUsedAt.getTime() - existing.lastUsedAt.getTime())
    : dayMilliseconds;
  if (age < dayMilliseconds) return;
  await service.database.$transaction(async (transaction) => {
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

/** Forgets from where the account's owner has logged in, but for the address given. */
export async function deleteKnownAddresses(
  { knownAddress }: Prisma.TransactionClient,
  ownerId: number,
  except?: { service: KnownAddressContext; ipAddress: string },
): Promise<void> {
  const mark = except && { not: toAddressHash(except.service, ownerId, except.ipAddress) };
  await knownAddress.deleteMany({ where: { ownerId, ...(mark && { mark }) } });
}

/** Forgets addresses of all accounts from which nobody has logged in for 20 days. */
export async function deleteExpiredKnownAddresses({
  database,
}: Pick<Service, "database">): Promise<void> {
  await database.knownAddress.deleteMany({ where: { lastUsedAt: { lte: retentionStart() } } });
}

function retentionStart(): Date {
  return new Date(Date.now() - retentionDays * dayMilliseconds);
}

/** Of two accounts the marks of one address differ, so that they tell nothing of who lives together. */
function toAddressHash({ instanceKey }: KnownAddressContext, ownerId: number, ipAddress: string) {
  const digest = createHmac("sha256", instanceKey)
    .update(`address ${ownerId} ${toAddressKey(ipAddress)}`)
    .digest();
  return new Uint8Array(digest.subarray(0, addressHashBytes));
}
