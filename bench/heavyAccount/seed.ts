import { mkdirSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import pg from "pg";
import { createTestDatabase } from "../../scripts/createTestDatabase.ts";
import { migrate as migratePostgres } from "../../src/db/postgres/migrate.ts";
import { migrate as migrateSqlite } from "../../src/db/sqlite/migrate.ts";
import { heavyRows, type Row, type Value } from "./rows.ts";

export type Engine = "SQLite" | "PostgreSQL";

export interface SeededDatabase {
  databaseUrl: string;
  drop(): Promise<void>;
}

const rowsAtOnce = 2_000;

/** Creates a database with the heavy account and another one. It exists until it is dropped. */
export function createHeavyDatabase(engine: Engine): Promise<SeededDatabase> {
  return engine === "SQLite" ? heavySqlite() : heavyPostgres();
}

async function heavySqlite(): Promise<SeededDatabase> {
  mkdirSync("bench/results", { recursive: true });
  const path = `bench/results/heavy-${process.pid}.db`;
  const drop = async () => {
    for (const companion of ["", "-wal", "-shm"]) rmSync(path + companion, { force: true });
  };
  await drop();
  await migrateSqlite(`file:${path}`);
  const database = new Database(path);
  database.pragma("synchronous = OFF");
  database.transaction(() => {
    for (const [table, rows] of heavyRows()) insertAll(database, table, rows);
  })();
  database.exec("ANALYZE");
  database.close();
  return { databaseUrl: `file:${path}`, drop };
}

function insertAll(database: Database.Database, table: string, rows: Iterable<Row>): void {
  let insert: Database.Statement | undefined;
  for (const row of rows) {
    insert ??= database.prepare(
      `INSERT INTO "${table}" (${columnsOf(row)})
       VALUES (${Object.keys(row).map(() => "?")})`,
    );
    insert.run(Object.values(row).map(inSqlite));
  }
}

function inSqlite(value: Value) {
  if (value instanceof Date) return value.getTime();
  if (value instanceof Uint8Array) return Buffer.from(value);
  return typeof value === "boolean" ? Number(value) : value;
}

async function heavyPostgres(): Promise<SeededDatabase> {
  const { databaseUrl, drop } = await createTestDatabase();
  const client = new pg.Client(databaseUrl);
  try {
    await migratePostgres(databaseUrl);
    await client.connect();
    await client.query("SET synchronous_commit = off");
    for (const [table, rows] of heavyRows()) {
      for (const batch of batches(rows)) await insertBatch(client, table, batch);
    }
    await client.query("VACUUM (ANALYZE)");
  } catch (error) {
    await client.end();
    await drop();
    throw error;
  }
  await client.end();
  return { databaseUrl, drop };
}

async function insertBatch(client: pg.Client, table: string, batch: Row[]): Promise<void> {
  const columns = columnsOf(batch[0] as Row);
  const values = batch.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, inPostgres(value)])),
  );
  await client.query(
    `INSERT INTO "${table}" (${columns})
     SELECT ${columns} FROM json_populate_recordset(NULL::"${table}", $1)`,
    [JSON.stringify(values)],
  );
}

function inPostgres(value: Value) {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString("hex")}` : value;
}

function columnsOf(row: Row): string {
  return Object.keys(row)
    .map((name) => `"${name}"`)
    .join();
}

function* batches(rows: Iterable<Row>): Generator<Row[]> {
  let batch: Row[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < rowsAtOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
