import { randomUUID } from "node:crypto";
import pg from "pg";

/** A PostgreSQL server whose user can create databases. */
export const serverUrl = process.env.TEST_POSTGRES_URL || "postgres://root@127.0.0.1:5432/test";

/** Creates a PostgreSQL database from `template`, if given. It exists until it is dropped. */
export async function createTestDatabase(template = "template1") {
  const name = `lnk7_${randomUUID().replaceAll("-", "")}`;
  await onServer(`CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  const databaseUrl = new URL(serverUrl);
  databaseUrl.pathname = name;
  return {
    name,
    databaseUrl: databaseUrl.href,
    drop: () => onServer(`DROP DATABASE "${name}" WITH (FORCE)`),
  };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(serverUrl);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
