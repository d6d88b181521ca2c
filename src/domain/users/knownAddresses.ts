import { createHmac } from "node:crypto";
import type { Prisma } from "../../db/database.ts";
import { dayMilliseconds } from "../../time.ts";
import { network } from "../limits/network.ts";
import type { Service } from "../service.ts";
import { lockAccount } from "./lockAccount.ts";

const keptDays = 20;
/** Of one account; beyond them those go that were not used for longest. */
const maxAddresses = 50;
/** Enough to tell the addresses of an account apart. */
const markBytes = 16;
/** The id of no account. */
const nobody = 0;

type Keeper = Pick<Service, "database" | "instanceKey">;

/** Whether the account's owner has logged in from this address within 20 days. False for no account. */
export async function isKnownAddress(
  service: Keeper,
  ownerId: number = nobody,
  address: string,
): Promise<boolean> {
  const row = await service.database.knownAddress.findUnique({
    where: { ownerId_mark: { ownerId, mark: markOf(service, ownerId, address) } },
  });
  return row !== null && row.lastUsedAt > oldest();
}

/** Notes that the account's owner has logged in from this address. Of each account 50 are kept. */
export async function rememberAddress(
  service: Keeper,
  ownerId: number,
  address: string,
): Promise<void> {
  const mark = markOf(service, ownerId, address);
  const where = { ownerId_mark: { ownerId, mark } };
  const lastUsedAt = new Date();
  const known = await service.database.knownAddress.findUnique({ where });
  const age = known ? Math.abs(lastUsedAt.getTime() - known.lastUsedAt.getTime()) : dayMilliseconds;
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
export async function forgetAddresses(
  { knownAddress }: Prisma.TransactionClient,
  ownerId: number,
  except?: { service: Keeper; address: string },
): Promise<void> {
  const mark = except && { not: markOf(except.service, ownerId, except.address) };
  await knownAddress.deleteMany({ where: { ownerId, ...(mark && { mark }) } });
}

/** Forgets addresses of all accounts from which nobody has logged in for 20 days. */
export async function forgetOldAddresses({ database }: Pick<Service, "database">): Promise<void> {
  await database.knownAddress.deleteMany({ where: { lastUsedAt: { lte: oldest() } } });
}

function oldest(): Date {
  return new Date(Date.now() - keptDays * dayMilliseconds);
}

/** Of two accounts the marks of one address differ, so that they tell nothing of who lives together. */
function markOf({ instanceKey }: Keeper, ownerId: number, address: string) {
  const digest = createHmac("sha256", instanceKey)
    .update(`address ${ownerId} ${network(address)}`)
    .digest();
  return new Uint8Array(digest.subarray(0, markBytes));
}
