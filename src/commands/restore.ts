import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Config } from "../config/config.ts";
import { copyDatabase, lockOut, moveInto } from "../db/sqlite/snapshot.ts";
import { answer } from "./answer.ts";
import { CommandError } from "./commandError.ts";
import { databaseFile, fileSwitches, isSameFile } from "./files.ts";
import { parseSubject } from "./parse.ts";

/** Puts a backup in the place of the database, which nobody may be using. */
export async function restore(commandArguments: string[], config: Config): Promise<void> {
  const { named, values } = parseSubject(commandArguments, "file", fileSwitches);
  const database = databaseFile(config.storage.databaseUrl);
  const file = resolve(named);
  if (!existsSync(file)) throw new CommandError(`There is no file ${file}.`);
  if (isSameFile(database, file)) throw new CommandError(`${file} is the database itself.`);
  if (existsSync(database)) {
    lockOut(database)?.close();
    if (!values.force) {
      throw new CommandError(`There is a database at ${database}: --force overwrites it.`);
    }
  }
  mkdirSync(dirname(database), { recursive: true, mode: 0o700 });
  const partial = `${database}.partial`;
  await copyDatabase(file, partial);
  beLike(partial, existsSync(database) ? database : undefined);
  // Held until the new one is in its place, so that no service starts in between on the old one.
  const held = existsSync(database) ? lockOut(database) : undefined;
  moveInto(partial, database);
  held?.close();
  answer(values.json, `Restored ${database} from ${file}.`, { database, file });
}

/** The service, which may run as another user than whoever restores, must be able to write it. */
function beLike(path: string, replaced: string | undefined): void {
  if (replaced) chmodSync(path, statSync(replaced).mode);
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(replaced ?? dirname(path));
  chownSync(path, uid, gid);
}
