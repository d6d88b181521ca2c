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

/** What may be limited, as PostgreSQL calls it; -1 is no limit. Some settings are of newer versions. */
const limitsSql = `SELECT
    current_setting('max_connections')::int AS "server",
    current_setting('superuser_reserved_connections')::int
      + coalesce(current_setting('reserved_connections', true), '0')::int AS "reserved",
    rolconnlimit AS "role", rolsuper AS "isSuperuser",
    (SELECT datconnlimit FROM pg_database WHERE datname = current_database()) AS "database"
  FROM pg_roles WHERE rolname = current_user`;

/** How many connections the service may have, and what says so: the least of all limits. */
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

/** Superusers are held to what the server has alone. */
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
