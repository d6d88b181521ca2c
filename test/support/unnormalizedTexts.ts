import { hashSync } from "bcryptjs";
import SqliteDatabase from "better-sqlite3";
import pg from "pg";
import { sqlitePath } from "../../src/db/sqlite/adapter.ts";
import { migrate } from "../../src/db/sqlite/migrate.ts";
import { createClient, type TestClient } from "./client.ts";
import { newDatabaseUrl, onPostgres, queryDatabase } from "./database.ts";
import { password } from "./world.ts";

const email = "alice@example.com";
/** The last change of all links, in milliseconds. */
export const changedAt = 1_700_000_000_000;

/** Returns the title of link n. Every second one is decomposed. */
export const unnormalizedTitle = (n: number) =>
  n % 2 === 0 ? `Ko\u0308ln ${n}` : `Ko\u0308ln ${n}`.normalize("NFC");

const cte =
  'WITH RECURSIVE "number" (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM "number" WHERE n < ?)';

/** Creates a database of an earlier version with one token and this many links of Alice. */
export async function createUnnormalizedDatabase(links: number): Promise<string> {
  const databaseUrl = await newDatabaseUrl();
  if (!onPostgres) await migrate(databaseUrl);
  const fill = onPostgres ? fillPostgres : fillSqlite;
  await fill(databaseUrl, links);
  return databaseUrl;
}

/** Logs Alice in at a service. */
export async function logInAlice(url: string): Promise<TestClient> {
  const { body } = await createClient(url).post("/api/v1/auth/login", { email, password });
  return createClient(url, body.token);
}

export interface DataMigrationRow {
  rowsRead: number;
  rowsChanged: number;
  finishedAt: number | null;
  runnerId: string;
}

/** Returns the progress of the only data migration. */
export async function readMigrationProgress(
  databaseUrl: string,
): Promise<DataMigrationRow | undefined> {
  const [row] = await queryDatabase<DataMigrationRow>(
    databaseUrl,
    `SELECT "rowsRead", "rowsChanged", "finishedAt", "runnerId" FROM "DataMigration"`,
  );
  return row;
}

/** Returns links whose title was not migrated, or whose change time or version has changed. */
export async function findUnmigratedLinks(databaseUrl: string): Promise<unknown[]> {
  const rows = await queryDatabase<{
    id: number;
    title: string;
    updatedAt: number;
    version: number;
  }>(databaseUrl, `SELECT "id", "title", "updatedAt", "version" FROM "Link" ORDER BY "id"`);
  return rows.filter(
    ({ id, title, updatedAt, version }) =>
      title !== unnormalizedTitle(id).normalize("NFC") || updatedAt !== changedAt || version !== 1,
  );
}

function fillSqlite(databaseUrl: string, links: number): void {
  const database = new SqliteDatabase(sqlitePath(databaseUrl));
  database.pragma("synchronous = OFF");
  database
    .prepare(
      `INSERT INTO "User" ("id", "email", "emailKey", "passwordHash", "createdAt") VALUES (1, ?, ?, ?, 0)`,
    )
    .run(email, email, hashSync(password, 4));
  database
    .prepare(
      `${cte} INSERT INTO "Link" ("id", "shortCode", "originalUrl", "title", "ownerId", "createdAt", "updatedAt")
       SELECT n, 'code' || n, 'https://example.com/' || n,
              CASE WHEN n % 2 = 0 THEN 'Ko' || char(776) || 'ln ' ELSE 'K' || char(246) || 'ln ' END || n,
              1, ${changedAt}, ${changedAt} FROM "number"`,
    )
    .run(links);
  database
    .prepare(
      `INSERT INTO "ApiToken" ("publicId", "ownerId", "name", "scopes", "secretHash", "prefix", "createdAt")
       VALUES ('tok_old', 1, 'Mu' || char(776) || 'ller', 'links:read', x'00', 'lnk7_', 0)`,
    )
    .run();
  database.close();
}

async function fillPostgres(databaseUrl: string, links: number): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query(
    `INSERT INTO "User" ("id", "email", "emailKey", "passwordHash") VALUES (1, $1, $1, $2)`,
    [email, hashSync(password, 4)],
  );
  await client.query("SET synchronous_commit = off");
  await client.query(
    `INSERT INTO "Link" ("id", "shortCode", "originalUrl", "title", "ownerId", "updatedAt")
     SELECT n, 'code' || n, 'https://example.com/' || n,
            CASE WHEN n % 2 = 0 THEN 'Ko' || chr(776) || 'ln ' ELSE 'K' || chr(246) || 'ln ' END || n,
            1, to_timestamp(${changedAt / 1_000}) FROM generate_series(1, $1::int) AS n`,
    [links],
  );
  await client.query(
    `INSERT INTO "ApiToken" ("publicId", "ownerId", "name", "scopes", "secretHash", "prefix")
     VALUES ('tok_old', 1, 'Mu' || chr(776) || 'ller', 'links:read', '\\x00', 'lnk7_')`,
  );
  for (const table of ["User", "Link"]) {
    await client.query(`SELECT setval('"${table}_id_seq"', (SELECT max("id") FROM "${table}"))`);
  }
  await client.end();
}
