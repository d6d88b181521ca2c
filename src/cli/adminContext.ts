import type { Config } from "../config/config.ts";
import type { AdminContext } from "../core/accounts/adminActions.ts";
import { createPasswordHasher } from "../core/passwords/passwordHasher.ts";
import type { OpeningReport } from "../db/openingReport.ts";
import { isNewDatabase, openStorage } from "../db/openStorage.ts";
import { CommandError } from "./commandError.ts";
import { databaseName } from "./databaseName.ts";

/**
 * Runs `run` on the accounts of the database, which the service may be using at the same time.
 * Prints the database's name to standard error. Throws a CommandError if the database does not
 * exist, unless `newDatabase` is `create`. A command in the wrong folder, or with the wrong
 * DATABASE_URL, therefore creates no database.
 */
export async function withAdminContext<Result>(
  config: Config,
  run: (context: AdminContext) => Promise<Result>,
  newDatabase: "reject" | "suggest" | "create" = "reject",
): Promise<Result> {
  const name = databaseName(config.storage.databaseUrl);
  if (newDatabase !== "create" && (await isNewDatabase(config.storage))) {
    const hint = newDatabase === "suggest" ? ", or make one with --new" : "";
    throw new CommandError(`There is no database at ${name}: check DATABASE_URL${hint}.`);
  }
  process.stderr.write(`Database: ${name}\n`);
  const storage = await openStorage(config.storage);
  reportMigration(storage.opening);
  const passwords = createPasswordHasher(config.bcryptCost);
  try {
    return await run({ database: storage.database, passwordHasher: passwords });
  } finally {
    await passwords.close();
    await storage.close();
  }
}

/**
 * Prints to standard error, because scripts read the result of the command from standard output.
 */
function reportMigration({ migration }: OpeningReport): void {
  if (!migration) return;
  const { from, to, backup } = migration;
  const copy = backup ? ` A copy of what it was is ${backup}.` : "";
  process.stderr.write(`The database was migrated from ${from} to ${to}.${copy}\n`);
}

/** Creates the error for an email that belongs to no account. */
export function accountNotFoundError(email: string): CommandError {
  return new CommandError(`No account has the address ${email}.`);
}
