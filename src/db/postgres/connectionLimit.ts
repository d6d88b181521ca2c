import pg from "pg";
import type { ConnectionLimit } from "../storage.ts";
import { connectMilliseconds } from "./pool.ts";

interface Row {
  server: number;
  reserved: number;
  role: number;
  database: number;
  isSuperuser: boolean;
}

/** What may be limited, as PostgreSQL calls it; -1 is no limit. Some settings are of newer versions. */
const limits = `SELECT
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
    connectionTimeoutMillis: connectMilliseconds,
    query_timeout: connectMilliseconds,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<Row>(limits);
    return rows[0] && leastOf(rows[0]);
  } finally {
    void client.end().catch(() => {});
  }
}

/** Superusers are held to what the server has alone. */
function leastOf({ server, reserved, role, database, isSuperuser }: Row): ConnectionLimit {
  const all: ConnectionLimit[] = [
    { connections: isSuperuser ? server : server - reserved, by: "max_connections" },
    { connections: role, by: "the connection limit of its role" },
    { connections: database, by: "the connection limit of the database" },
  ];
  const inForce = isSuperuser ? all.slice(0, 1) : all.filter(({ connections }) => connections >= 0);
  return inForce.reduce((least, one) => (one.connections < least.connections ? one : least));
}
