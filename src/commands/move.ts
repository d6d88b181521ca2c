import { parseArgs } from "node:util";
import type { Config } from "../config/config.ts";
import { isPostgres } from "../db/databaseUrl.ts";
import { move as moveEverything } from "../db/move/move.ts";
import { sqlitePath } from "../db/sqlite/adapter.ts";
import { DatabaseUnavailableError, unavailability } from "../db/unavailable.ts";
import { answer } from "./answer.ts";
import { UsageError } from "./commandError.ts";
import { databaseName } from "./databaseName.ts";
import { jsonSwitch } from "./parse.ts";

const options = { ...jsonSwitch, from: { type: "string" }, to: { type: "string" } } as const;

/** Copies a database of SQLite into one of PostgreSQL, and compares the two. */
export async function move(commandArguments: string[], config: Config): Promise<void> {
  const { values } = parseArgs({ args: commandArguments, options });
  // So that its password need not be an argument, which everybody on the machine could read.
  const { from, to = config.storage.databaseUrl } = values;
  if (!from?.startsWith("file:")) throw new UsageError("Name what to move: --from file:PATH.");
  if (!isPostgres(to)) throw new UsageError("Name where to: --to postgres://USER@HOST/NAME.");
  process.stderr.write(`Database: ${databaseName(to)}\n`);
  const tables = await moveEverything(sqlitePath(from), to, showProgress).catch((error) => {
    const reason = unavailability(error)?.reason;
    if (!reason || error instanceof DatabaseUnavailableError) throw error;
    throw new DatabaseUnavailableError(
      `The move was interrupted (${reason}): the same command goes on with it.`,
      { cause: error },
    );
  });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  answer(
    values.json,
    `Everything is there: ${rows} rows in ${tables.length} tables, counted and compared.`,
    { tables },
  );
}

/** One line for each table, which a terminal shows as it grows. */
function showProgress(table: string, moved: number, all: number): void {
  const percent = all === 0 ? 100 : Math.floor((moved / all) * 100);
  const line = `${table}: ${moved} of ${all} rows, ${percent} %`;
  const isDone = moved === all;
  if (process.stderr.isTTY) process.stderr.write(`\r${line}${isDone ? "\n" : ""}`);
  else if (isDone) process.stderr.write(`${line}\n`);
}
