import { existsSync, mkdirSync } from "node:fs";
import Database from "better-sqlite3";
import { migrate } from "../src/db/migrate.ts";
import { hashSecret } from "../src/domain/secrets.ts";
import { allScopes, formatScopes } from "../src/domain/tokens/scopes.ts";

/** Folder of the seeded databases; they are kept between runs. */
const folder = "bench/results";

/** Tokens of the two owners in every seeded database. */
export const manyLinksToken = `lnk7_${"m".repeat(43)}`;
export const fewLinksToken = `lnk7_${"f".repeat(43)}`;

/** How many links the second owner has. */
export const fewLinks = 1_000;

/** Short code of the link with this number, from 0. */
export function codeOf(number: number): string {
  return `b${String(number).padStart(7, "0")}`;
}

/** A database with this many links of one owner and 1,000 of another, made once. Answers its URL. */
export async function seededDatabase(links: number): Promise<string> {
  const path = `${folder}/seeded-${links}.db`;
  const url = `file:${path}`;
  if (existsSync(path)) {
    await migrate(url);
    return url;
  }
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
  database.close();
  return url;
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
    insert.run(codeOf(number), `https://example.com/articles/${number}?ref=seed`, owner, now, now);
  }
}
