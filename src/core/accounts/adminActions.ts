import { setTimeout as delay } from "node:timers/promises";
import type { User } from "../../db/database.ts";
import { parseNewPassword } from "../passwords/password.ts";
import { operatorTaskOptions } from "../passwords/passwordQueue.ts";
import type { Services } from "../services.ts";
import { deletionPollMilliseconds } from "./accountPurge.ts";
import { deletedUserData } from "./deleteAccount.ts";
import { normalizeEmail } from "./email.ts";
import { revokeCredentials } from "./revokeCredentials.ts";

/**
 * What the operator's actions on accounts need: only the database and the password hasher. There is
 * no actor: an operator with write access to the database can do all this anyway.
 */
export type AdminContext = Pick<Services, "database" | "passwordHasher">;

export interface AccountSummary {
  id: number;
  email: string;
  createdAt: Date;
  disabledAt: Date | null;
  links: number;
}

/** Returns all accounts that are not deleted, oldest first. */
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
 * Disables an account or enables it again. A running service applies this at once. The account's
 * links keep working in both cases. Returns the user, or undefined if no account has this email.
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
 * Replaces an account's password, ends its sessions and revokes its tokens on request. Returns the
 * user, or undefined if no account has this email. Throws InvalidPasswordError.
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
    await revokeCredentials(transaction, user.id, { revokeTokens });
    return user;
  });
}

/** Returns the account with this email, in upper or lower case, or undefined if there is none. */
export async function findAccount(
  { database }: AdminContext,
  email: string,
): Promise<User | undefined> {
  const where = { emailKey: normalizeEmail(email), deletedAt: null };
  return (await database.user.findFirst({ where })) ?? undefined;
}

/**
 * Deletes an account permanently, as its owner does with `deleteAccount`. Resolves after a running
 * service has had time to notice: then the links no longer redirect. The service deletes the
 * remaining data, at its next start at the latest. Returns false if the account was deleted
 * concurrently.
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
