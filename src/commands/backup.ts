import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Config } from "../config/config.ts";
import { copyDatabase, moveInto } from "../db/sqlite/snapshot.ts";
import { answer } from "./answer.ts";
import { CommandError } from "./commandError.ts";
import { databaseFile, fileSwitches, isSameFile } from "./files.ts";
import { parseSubject } from "./parse.ts";

/** Copies the database, which the service may be using, into a file that is whole once it is there. */
export async function backup(commandArguments: string[], config: Config): Promise<void> {
  const { named, values } = parseSubject(commandArguments, "file", fileSwitches);
  const database = databaseFile(config.storage.databaseUrl);
  const file = resolve(named);
  if (!existsSync(database)) {
    throw new CommandError(`There is no database at ${database}: check DATABASE_URL.`);
  }
  if (isSameFile(database, file)) throw new CommandError(`${file} is the database itself.`);
  if (existsSync(file) && !values.force) {
    throw new CommandError(`${file} exists already: --force overwrites it.`);
  }
  const partial = `${file}.partial`;
  await copyDatabase(database, partial);
  moveInto(partial, file);
  const { size } = statSync(file);
  answer(values.json, `Copied ${database} to ${file}: ${size} bytes, checked.`, { file, size });
}
