import { setTimeout as delay } from "node:timers/promises";
import type { User } from "../../db/database.ts";
import type { Service } from "../service.ts";
import { deletionPollMilliseconds } from "./accountPurge.ts";
import { deletedUserData } from "./deleteAccount.ts";
import { normalizeEmail } from "./email.ts";
import { deleteKnownAddresses } from "./knownAddresses.ts";
import { parseNewPassword } from "./password.ts";
import { operatorTaskOptions } from "./passwordQueue.ts";

/**
 * What whoever runs the service does to accounts, on its database alone. No actor is asked: whoever
 * may write the database may do all this anyway.
 */
export type AdminContext = Pick<Service, "database" | "passwordHasher">;

export interface AccountSummary {
  id: number;
  email: string;
  createdAt: Date;
  disabledAt: Date | null;
  links: number;
}

/** All accounts but deleted ones, oldest first. */
export async function listAccounts({ database }: AdminContext): Promise<AccountSummary[]> {
  const users = await database.user.findMany({
    where: { deletedAt: null },
    orderBy: { id: "asc" },
    select: {
      id: true,
      email: true,
      createdAt: true,
      disabledAt: true,
      _count: { select: { links: true } },
    },
  });
  return users.map(({ _count, ...user }) => ({ ...user, links: _count.links }));
}

/**
 * Closes an account from now on, or opens it again, also for a service that runs. Its links go on
 * either way. Answers the user; undefined where no account has this email.
 */
export async function setAccountDisabled(
  { database }: AdminContext,
  email: string,
  disabled: boolean,
): Promise<User | undefined> {
  const [user] = await database.user.updateManyAndReturn({
    where: { emailKey: normalizeEmail(email), deletedAt: null },
    data: { disabledAt: disabled ? new Date() : null },
  });
  return user;
}

/**
 * Gives an account another password, ends its sessions and, if asked, revokes its tokens. Answers
 * the user; undefined where no account has this email. Throws InvalidPasswordError.
 */
export async function resetPassword(
  { database, passwordHasher }: AdminContext,
  email: string,
  { password, revokeTokens }: { password: string; revokeTokens: boolean },
): Promise<User | undefined> {
  const passwordHash = await passwordHasher.hash(parseNewPassword(password), operatorTaskOptions);
  return database.$transaction(async (transaction) => {
    const [user] = await transaction.user.updateManyAndReturn({
      where: { emailKey: normalizeEmail(email), deletedAt: null },
      data: { passwordHash },
    });
    if (!user) return undefined;
    const ownerId = user.id;
    await transaction.session.deleteMany({ where: { ownerId } });
    await deleteKnownAddresses(transaction, ownerId);
    if (revokeTokens) {
      await transaction.apiToken.updateMany({
        where: { ownerId, revokedAt: null },
        data: { revokedAt: new Date() },
      });
    }
    return user;
  });
}

/** The account with this email, in whichever case it is written; undefined where there is none. */
export async function findAccount(
  { database }: AdminContext,
  email: string,
): Promise<User | undefined> {
  const where = { emailKey: normalizeEmail(email), deletedAt: null };
  return (await database.user.findFirst({ where })) ?? undefined;
}

/**
 * Deletes an account for good, as its owner does with `deleteAccount`. Answers when a service that
 * runs has had the time to notice: then its links lead nowhere. What is left of it is removed by the
 * service, at its next start at the latest. False where somebody else has just deleted it.
 */
export async function deleteUser(
  { database, passwordHasher }: AdminContext,
  id: number,
): Promise<boolean> {
  const { count } = await database.user.updateMany({
    where: { id, deletedAt: null },
    data: deletedUserData(id, passwordHasher),
  });
  if (count === 0) return false;
  await delay(1.5 * deletionPollMilliseconds);
  return true;
}
