import pg from "pg";
import { maxDate } from "../clampValues.ts";
import type { StorageOptions } from "../storage.ts";
import { destroyDeadConnections } from "./deadConnections.ts";

const defaultTimeoutSeconds = 15;
/** As long as the server may take to let a connection in, or a connection to be free. */
export const connectTimeoutMilliseconds = 5_000;
/** Time for the server to give a statement up by itself, before its connection is. */
const graceMilliseconds = 2_000;
const idleTimeoutMilliseconds = 60_000;

const { builtins, getTypeParser } = pg.types;

/** Ids and counts are numbers, times milliseconds: as SQLite stores them. */
const types = {
  getTypeParser: ((oid: number, format: "text") => {
    if (oid === builtins.INT8) return Number;
    if (oid === builtins.TIMESTAMPTZ) return toMilliseconds;
    return getTypeParser(oid, format);
  }) as typeof getTypeParser,
};

/** A number where it is infinite. */
const parseTime: (text: string) => Date | number = getTypeParser(builtins.TIMESTAMPTZ);
const toMilliseconds = (text: string): number => {
  const time = parseTime(text).valueOf();
  return Math.min(Math.max(time, -maxDate), maxDate);
};

/** Connections to PostgreSQL, opened when needed, and opened anew where one was lost. */
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
    // A server that fell off the network answers nothing, not even a refusal.
    query_timeout: timeoutMilliseconds + graceMilliseconds,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    keepAlive: true,
    idleTimeoutMillis: idleTimeoutMilliseconds,
  });
  // An idle connection that is lost is opened anew when it is needed; without a listener it would end
  // the process.
  pool.on("error", () => {});
  destroyDeadConnections(pool, databaseUrl);
  return pool;
}

/** The server that the URL names, without what opens it. */
export function describeServer(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `${pathname.slice(1)} at ${host}`;
}
