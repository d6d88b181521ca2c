import { setTimeout as delay } from "node:timers/promises";
import type { User } from "../../db/database.ts";
import type { Service } from "../service.ts";
import { noticeMilliseconds } from "./accountRemover.ts";
import { deletedUser } from "./deleteAccount.ts";
import { emailKey } from "./email.ts";
import { forgetAddresses } from "./knownAddresses.ts";
import { acceptPassword } from "./password.ts";
import { turnOfOperator } from "./passwordQueue.ts";

/**
 * What whoever runs the service does to accounts, on its database alone. No actor is asked: whoever
 * may write the database may do all this anyway.
 */
export type AccountKeeper = Pick<Service, "database" | "passwords">;

export interface AccountSummary {
  id: number;
  email: string;
  createdAt: Date;
  disabledAt: Date | null;
  links: number;
}

/** All accounts but deleted ones, oldest first. */
export async function listAccounts({ database }: AccountKeeper): Promise<AccountSummary[]> {
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
export async function setDisabled(
  { database }: AccountKeeper,
  email: string,
  disabled: boolean,
): Promise<User | undefined> {
  const [user] = await database.user.updateManyAndReturn({
    where: { emailKey: emailKey(email), deletedAt: null },
    data: { disabledAt: disabled ? new Date() : null },
  });
  return user;
}

/**
 * Gives an account another password, ends its sessions and, if asked, revokes its tokens. Answers
 * the user; undefined where no account has this email. Throws InvalidPasswordError.
 */
export async function resetPassword(
  { database, passwords }: AccountKeeper,
  email: string,
  { password, revokeTokens }: { password: string; revokeTokens: boolean },
): Promise<User | undefined> {
  const passwordHash = await passwords.hash(acceptPassword(password), turnOfOperator);
  return database.$transaction(async (transaction) => {
    const [user] = await transaction.user.updateManyAndReturn({
      where: { emailKey: emailKey(email), deletedAt: null },
      data: { passwordHash },
    });
    if (!user) return undefined;
    const ownerId = user.id;
    await transaction.session.deleteMany({ where: { ownerId } });
    await forgetAddresses(transaction, ownerId);
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
  { database }: AccountKeeper,
  email: string,
): Promise<User | undefined> {
  const where = { emailKey: emailKey(email), deletedAt: null };
  return (await database.user.findFirst({ where })) ?? undefined;
}

/**
 * Deletes an account for good, as its owner does with `deleteAccount`. Answers when a service that
 * runs has had the time to notice: then its links lead nowhere. What is left of it is removed by the
 * service, at its next start at the latest. False where somebody else has just deleted it.
 */
export async function deleteUser(
  { database, passwords }: AccountKeeper,
  id: number,
): Promise<boolean> {
  const { count } = await database.user.updateMany({
    where: { id, deletedAt: null },
    data: deletedUser(id, passwords),
  });
  if (count === 0) return false;
  await delay(1.5 * noticeMilliseconds);
  return true;
}
