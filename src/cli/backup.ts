import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Config } from "../config/config.ts";
import { copyDatabase, replaceFile } from "../db/sqlite/snapshot.ts";
import { CommandError } from "./commandError.ts";
import { fileOptions, isSameFile, requireSqlitePath } from "./files.ts";
import { parseSingleArgument } from "./parseArguments.ts";
import { printResult } from "./printResult.ts";

/**
 * Copies the database, which the service may be using, to a file. The file appears only when it is
 * complete.
 */
export async function backup(commandArguments: string[], config: Config): Promise<void> {
  const { argument, values } = parseSingleArgument(commandArguments, "file", fileOptions);
  const database = requireSqlitePath(config.storage.databaseUrl);
  const file = resolve(argument);
  if (!existsSync(database)) {
    throw new CommandError(`There is no database at ${database}: check DATABASE_URL.`);
  }
  if (isSameFile(database, file)) throw new CommandError(`${file} is the database itself.`);
  if (existsSync(file) && !values.force) {
    throw new CommandError(`${file} exists already: --force overwrites it.`);
  }
  const partial = `${file}.partial`;
  await copyDatabase(database, partial);
  replaceFile(partial, file);
  const { size } = statSync(file);
  printResult(values.json, `Copied ${database} to ${file}: ${size} bytes, checked.`, {
    file,
    size,
  });
}
