import pg from "pg";
import { maxDate } from "../clampValues.ts";
import type { StorageOptions } from "../storage.ts";
import { destroyDeadConnections } from "./deadConnections.ts";

const defaultTimeoutSeconds = 15;
/** Timeout for the server to accept a connection, and for a connection to become free. */
export const connectTimeoutMilliseconds = 5_000;
/** Time for the server to cancel a statement itself before its connection is closed. */
const graceMilliseconds = 2_000;
const idleTimeoutMilliseconds = 60_000;

const { builtins, getTypeParser } = pg.types;

/** Ids and counts are numbers, times are milliseconds, as in SQLite. */
const types = {
  getTypeParser: ((oid: number, format: "text") => {
    if (oid === builtins.INT8) return Number;
    if (oid === builtins.TIMESTAMPTZ) return toMilliseconds;
    return getTypeParser(oid, format);
  }) as typeof getTypeParser,
};

/** Returns a number if the time is infinite. */
const parseTime: (text: string) => Date | number = getTypeParser(builtins.TIMESTAMPTZ);
const toMilliseconds = (text: string): number => {
  const time = parseTime(text).valueOf();
  return Math.min(Math.max(time, -maxDate), maxDate);
};

/** Opens a pool of connections to PostgreSQL. They are opened when needed, and again after a loss. */
export function openPool(
  { databaseUrl, statementTimeoutSeconds = defaultTimeoutSeconds }: StorageOptions,
  connections: number,
): pg.Pool {
  const timeoutMilliseconds = statementTimeoutSeconds * 1_000;
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connections,
    types,
    application_name: "lnk7",
    // Prisma reads and writes times without their zone.
    options: "-c timezone=UTC",
    statement_timeout: timeoutMilliseconds,
    idle_in_transaction_session_timeout: timeoutMilliseconds,
    // A server that is cut off from the network sends nothing, not even a rejection.
    query_timeout: timeoutMilliseconds + graceMilliseconds,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    keepAlive: true,
    idleTimeoutMillis: idleTimeoutMilliseconds,
  });
  // An idle connection that is lost is opened again when needed. Without a listener, the error would
  // end the process.
  pool.on("error", () => {});
  destroyDeadConnections(pool, databaseUrl);
  return pool;
}

/** Returns the database and the server of the URL, without credentials. */
export function describeServer(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `${pathname.slice(1)} at ${host}`;
}
