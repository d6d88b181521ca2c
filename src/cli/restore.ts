import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Config } from "../config/config.ts";
import { acquireExclusiveLock, copyDatabase, replaceFile } from "../db/sqlite/snapshot.ts";
import { CommandError } from "./commandError.ts";
import { fileOptions, isSameFile, requireSqlitePath } from "./files.ts";
import { parseSingleArgument } from "./parseArguments.ts";
import { printResult } from "./printResult.ts";

/** Replaces the database with a backup. No process may be using the database. */
export async function restore(commandArguments: string[], config: Config): Promise<void> {
  const { argument, values } = parseSingleArgument(commandArguments, "file", fileOptions);
  const database = requireSqlitePath(config.storage.databaseUrl);
  const file = resolve(argument);
  if (!existsSync(file)) throw new CommandError(`There is no file ${file}.`);
  if (isSameFile(database, file)) throw new CommandError(`${file} is the database itself.`);
  if (existsSync(database)) {
    acquireExclusiveLock(database)?.close();
    if (!values.force) {
      throw new CommandError(`There is a database at ${database}: --force overwrites it.`);
    }
  }
  mkdirSync(dirname(database), { recursive: true, mode: 0o700 });
  const partial = `${database}.partial`;
  await copyDatabase(file, partial);
  copyPermissions(partial, existsSync(database) ? database : undefined);
  // The lock is held until the new file is in place, so no service can start on the old one in
  // between.
  const lock = existsSync(database) ? acquireExclusiveLock(database) : undefined;
  replaceFile(partial, database);
  lock?.close();
  printResult(values.json, `Restored ${database} from ${file}.`, { database, file });
}

/**
 * Copies mode and owner, because the service may run as another user and must be able to write the
 * file.
 */
function copyPermissions(path: string, replaced: string | undefined): void {
  if (replaced) chmodSync(path, statSync(replaced).mode);
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(replaced ?? dirname(path));
  chownSync(path, uid, gid);
}
