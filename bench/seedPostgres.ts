import pg from "pg";
import { createTestDatabase } from "../scripts/createTestDatabase.ts";
import { allScopes, formatScopes } from "../src/core/auth/scopes.ts";
import { hashSecret } from "../src/core/secrets.ts";
import { migrate } from "../src/db/postgres/migrate.ts";
import { fewLinksToken } from "./seed.ts";

/**
 * Creates a PostgreSQL database with this many links, with the same codes as in SQLite. The links
 * have everything that redirects and clicks update. The search index is missing: it takes an hour
 * to build for ten million links, and neither uses it.
 */
export async function createSeededPostgres(links: number) {
  const { databaseUrl, drop } = await createTestDatabase();
  try {
    await migrate(databaseUrl);
    const client = new pg.Client(databaseUrl);
    await client.connect();
    try {
      await seed(client, links);
    } finally {
      await client.end();
    }
  } catch (error) {
    await drop();
    throw error;
  }
  return { databaseUrl, drop };
}

async function seed(client: pg.Client, links: number): Promise<void> {
  await client.query("SET synchronous_commit = off");
  // Skips the foreign-key check of the owner for each link.
  await client.query("SET session_replication_role = replica");
  await client.query(
    `INSERT INTO "User" ("id", "email", "emailKey", "passwordHash") VALUES (1, 'owner', 'owner', '')`,
  );
  await client.query(
    `INSERT INTO "ApiToken" ("publicId", "ownerId", "name", "scopes", "secretHash", "prefix")
     VALUES ('tok_1', 1, 'bench', $1, $2, $3)`,
    [formatScopes(allScopes), hashSecret(fewLinksToken), fewLinksToken.slice(0, 9)],
  );
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS "name", pg_get_indexdef(indexrelid) AS "definition"
     FROM pg_index WHERE indrelid = '"Link"'::regclass AND NOT indisunique`,
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  await client.query(
    `INSERT INTO "Link" ("shortCode", "originalUrl", "ownerId", "updatedAt")
     SELECT 'b' || lpad(number::text, 7, '0'),
            'https://example.com/articles/' || number || '?ref=seed', 1, now()
     FROM generate_series(0, $1::bigint - 1) AS number`,
    [links],
  );
  for (const { definition } of indexes) {
    if (!definition.includes("USING gin")) await client.query(definition);
  }
  await client.query("VACUUM (ANALYZE)");
  await client.query("CHECKPOINT");
}
