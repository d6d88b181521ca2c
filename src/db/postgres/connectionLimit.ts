import pg from "pg";
import type { ConnectionLimit } from "../storage.ts";
import { connectTimeoutMilliseconds } from "./pool.ts";

interface Row {
  server: number;
  reserved: number;
  role: number;
  database: number;
  isSuperuser: boolean;
}

/**
 * Possible limits under PostgreSQL's names; -1 is no limit. Some settings exist only in newer versions.
 */
const limitsSql = `SELECT
    current_setting('max_connections')::int AS "server",
    current_setting('superuser_reserved_connections')::int
      + coalesce(current_setting('reserved_connections', true), '0')::int AS "reserved",
    rolconnlimit AS "role", rolsuper AS "isSuperuser",
    (SELECT datconnlimit FROM pg_database WHERE datname = current_database()) AS "database"
  FROM pg_roles WHERE rolname = current_user`;

/**
 * Returns how many connections the service may open, and the setting that limits them: the lowest
 * limit.
 */
export async function readConnectionLimit(
  databaseUrl: string,
): Promise<ConnectionLimit | undefined> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    query_timeout: connectTimeoutMilliseconds,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<Row>(limitsSql);
    return rows[0] && findLowestLimit(rows[0]);
  } finally {
    void client.end().catch(() => {});
  }
}

/** Returns the lowest limit. Only the server's own limit applies to superusers. */
function findLowestLimit({ server, reserved, role, database, isSuperuser }: Row): ConnectionLimit {
  const limits: ConnectionLimit[] = [
    { connections: isSuperuser ? server : server - reserved, source: "max_connections" },
    { connections: role, source: "the connection limit of its role" },
    { connections: database, source: "the connection limit of the database" },
  ];
  const inForce = isSuperuser
    ? limits.slice(0, 1)
    : limits.filter(({ connections }) => connections >= 0);
  return inForce.reduce((lowest, limit) =>
    limit.connections < lowest.connections ? limit : lowest,
  );
}
