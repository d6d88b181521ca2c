import { constants, copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import { allScopes, formatScopes } from "../src/core/auth/scopes.ts";
import { hashSecret } from "../src/core/secrets.ts";
import { migrate } from "../src/db/sqlite/migrate.ts";

/** The folder of the seeded databases, which are kept between runs. */
const folder = "bench/results";

/** The tokens of the two owners in every seeded database. */
export const manyLinksToken = `lnk7_${"m".repeat(43)}`;
export const fewLinksToken = `lnk7_${"f".repeat(43)}`;

/** The number of links of the second owner. */
export const fewLinks = 1_000;

/** Returns the short code of the link with this number, from 0. */
export function toShortCode(number: number): string {
  return `b${String(number).padStart(7, "0")}`;
}

const copies: string[] = [];

/**
 * Creates a database with this many links of one owner and 1,000 of another. Returns its URL.
 * Measurements write to the database, so each is a copy of an unchanged original.
 */
export async function createSeededDatabase(links: number): Promise<string> {
  const path = `${folder}/seeded-${links}.db`;
  const url = `file:${path}`;
  if (!existsSync(path)) await seed(path, url, links);
  await migrate(url);
  const copy = `${folder}/copy-${process.pid}-${copies.length}.db`;
  copies.push(copy);
  copyFileSync(path, copy, constants.COPYFILE_FICLONE);
  return `file:${copy}`;
}

/** Removes the copies used for measurements. */
export function removeCopies(): void {
  for (const copy of copies) {
    for (const companion of ["", "-wal", "-shm"]) rmSync(copy + companion, { force: true });
  }
}

async function seed(path: string, url: string, links: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await migrate(url);
  const database = new Database(path);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = OFF");
  database.transaction(() => {
    addOwner(database, 1, manyLinksToken);
    addOwner(database, 2, fewLinksToken);
    addLinks(database, links);
  })();
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.exec("ANALYZE");
  database.pragma("journal_mode = DELETE");
  database.close();
}

function addOwner(database: Database.Database, id: number, secret: string): void {
  const now = Date.now();
  const email = `owner${id}@example.com`;
  database
    .prepare(
      'INSERT INTO "User" ("id", "email", "emailKey", "passwordHash", "createdAt") VALUES (?, ?, ?, ?, ?)',
    )
    .run(id, email, email, "", now);
  database
    .prepare(
      `INSERT INTO "ApiToken" ("publicId", "ownerId", "name", "scopes", "secretHash", "prefix", "createdAt")
       VALUES (?, ?, 'bench', ?, ?, ?, ?)`,
    )
    .run(
      `tok_${id}`,
      id,
      formatScopes(allScopes),
      Buffer.from(hashSecret(secret)),
      secret.slice(0, 9),
      now,
    );
}

function addLinks(database: Database.Database, links: number): void {
  const insert = database.prepare(
    `INSERT INTO "Link" ("shortCode", "originalUrl", "ownerId", "createdAt", "updatedAt")
     VALUES (?, ?, ?, ?, ?)`,
  );
  const now = Date.now();
  for (let number = 0; number < links + fewLinks; number++) {
    const owner = number < links ? 1 : 2;
    insert.run(
      toShortCode(number),
      `https://example.com/articles/${number}?ref=seed`,
      owner,
      now,
      now,
    );
  }
}
