import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Config } from "../config/config.ts";
import { acquireExclusiveLock, copyDatabase, replaceFile } from "../db/sqlite/snapshot.ts";
import { CommandError } from "./commandError.ts";
import { fileOptions, isSameFile, requireSqlitePath } from "./files.ts";
import { parseSingleArgument } from "./parseArguments.ts";
import { printResult } from "./printResult.ts";

/** Puts a backup in the place of the database, which nobody may be using. */
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
  // Held until the new one is in its place, so that no service starts in between on the old one.
  const lock = existsSync(database) ? acquireExclusiveLock(database) : undefined;
  replaceFile(partial, database);
  lock?.close();
  printResult(values.json, `Restored ${database} from ${file}.`, { database, file });
}

/** The service, which may run as another user than whoever restores, must be able to write it. */
function copyPermissions(path: string, replaced: string | undefined): void {
  if (replaced) chmodSync(path, statSync(replaced).mode);
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(replaced ?? dirname(path));
  chownSync(path, uid, gid);
}
