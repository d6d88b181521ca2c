import pg from "pg";
import { serverUrl } from "../../scripts/createTestDatabase.ts";

/** Returns whether a PostgreSQL server is available for tests. */
export async function isPostgresAvailable(): Promise<boolean> {
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
