import { existsSync } from "node:fs";
import type { Config } from "../config.ts";
import type { OpeningReport } from "../db/openingReport.ts";
import { sqlitePath } from "../db/sqlite/adapter.ts";
import { isPostgres, openStorage } from "../db/storage.ts";
import type { AccountKeeper } from "../domain/users/administration.ts";
import { createPasswordHasher } from "../domain/users/passwordHasher.ts";
import { CommandError } from "./commandError.ts";

/**
 * Lets `act` work on the accounts of the database, which the service may be using too. Throws a
 * CommandError where there is no database yet, so that a wrong DATABASE_URL makes none; unless
 * `mayBeNew`.
 */
export async function withAccounts<Result>(
  config: Config,
  act: (keeper: AccountKeeper) => Promise<Result>,
  mayBeNew = false,
): Promise<Result> {
  if (!mayBeNew && !isPostgres(config.storage.databaseUrl)) {
    const path = sqlitePath(config.storage.databaseUrl);
    if (!existsSync(path)) {
      throw new CommandError(`There is no database at ${path}: check DATABASE_URL.`);
    }
  }
  const storage = await openStorage(config.storage);
  reportMigration(storage.opening);
  const passwords = createPasswordHasher(config.bcryptCost);
  try {
    return await act({ database: storage.database, passwords });
  } finally {
    await passwords.close();
    await storage.close();
  }
}

/** Beside the answer of the command, which scripts read. */
function reportMigration({ migration }: OpeningReport): void {
  if (!migration) return;
  const { from, to, backup } = migration;
  const copy = backup ? ` A copy of what it was is ${backup}.` : "";
  process.stderr.write(`The database was migrated from ${from} to ${to}.${copy}\n`);
}

/** What an account is looked for by was found nowhere. */
export function unknownAccount(email: string): CommandError {
  return new CommandError(`No account has the address ${email}.`);
}
