import pg from "pg";

const connectTimeoutMilliseconds = 5_000;

/**
 * Returns true if the database has none of this program's tables. Returns false also if the server does
 * not respond: opening the database then reports the cause.
 */
export async function lacksTables(connectionString: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query(
      `SELECT to_regclass('"_prisma_migrations"') IS NULL AS "none"`,
    );
    return rows[0]?.none === true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
