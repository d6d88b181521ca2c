import { parseArgs } from "node:util";
import type { Config } from "../config/config.ts";
import { DatabaseOpenError, toUnavailability } from "../db/databaseErrors.ts";
import { isPostgres } from "../db/databaseUrl.ts";
import { sqlitePath } from "../db/sqlite/adapter.ts";
import { copyToPostgres } from "../db/sqliteToPostgres/copyToPostgres.ts";
import { UsageError } from "./commandError.ts";
import { databaseName } from "./databaseName.ts";
import { jsonOption } from "./parseArguments.ts";
import { printResult } from "./printResult.ts";

const options = { ...jsonOption, from: { type: "string" }, to: { type: "string" } } as const;

/** Copies a SQLite database to a PostgreSQL database and compares the two. */
export async function migrateToPostgres(commandArguments: string[], config: Config): Promise<void> {
  const { values } = parseArgs({ args: commandArguments, options });
  // Falls back to the setting, because any user of the machine can read a password in the
  // arguments.
  const { from, to = config.storage.databaseUrl } = values;
  if (!from?.startsWith("file:"))
    throw new UsageError("The source is missing. Use --from file:PATH.");
  if (!isPostgres(to))
    throw new UsageError("The target is missing. Use --to postgres://USER@HOST/NAME.");
  process.stderr.write(`Database: ${databaseName(to)}\n`);
  const tables = await copyToPostgres(sqlitePath(from), to, showProgress).catch((error) => {
    const reason = toUnavailability(error)?.reason;
    if (!reason || error instanceof DatabaseOpenError) throw error;
    throw new DatabaseOpenError(
      `The migration was interrupted (${reason}). Run the same command again to continue.`,
      { cause: error },
    );
  });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  printResult(values.json, `Copied and verified ${rows} rows in ${tables.length} tables.`, {
    tables,
  });
}

/** Prints one line per table. A terminal updates it in place. */
function showProgress(table: string, copied: number, total: number): void {
  const percent = total === 0 ? 100 : Math.floor((copied / total) * 100);
  const line = `${table}: ${copied} of ${total} rows, ${percent} %`;
  const isDone = copied === total;
  if (process.stderr.isTTY) process.stderr.write(`\r${line}${isDone ? "\n" : ""}`);
  else if (isDone) process.stderr.write(`${line}\n`);
}
