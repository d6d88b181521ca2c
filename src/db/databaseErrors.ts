/** Thrown if the database cannot be used. The message is one sentence for the operator. */
export class DatabaseOpenError extends Error {
  override name = "DatabaseOpenError";
}

/** Thrown if the database server does not respond, which may be temporary. */
export class DatabaseUnreachableError extends DatabaseOpenError {
  override name = "DatabaseUnreachableError";
}

/** Thrown if a statement of a reader took too long. */
export class ReadTimeoutError extends Error {
  override name = "ReadTimeoutError";
  override readonly message = "A statement of a reader took too long.";
}

/** Describes why the database is unavailable at the moment. */
export interface Unavailability {
  /** Message of the driver or the server. */
  reason: string;
  /** Whether the database can be read but not written: no space, no permission or a broken disk. */
  isUnwritable: boolean;
}

const unwritablePattern =
  /database or disk is full|No space left on device|readonly database|read-only transaction|disk I\/O error|SQLITE_(FULL|READONLY|IOERR)/;
/** Codes of a disk that fails when it is read. SQLite has one message for reading and writing. */
const readErrorPattern = /^SQLITE_IOERR(_(SHORT_)?READ)?$/;
const sqlitePattern =
  /database is locked|database table is locked|unable to open database file|SQLITE_(BUSY|CANTOPEN)|SocketTimeout|The database reader was lost/;
/** Messages of the PostgreSQL driver about an unavailable server, and of the server before it stops. */
const postgresPattern =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|Query read timeout|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|EPIPE|DatabaseNotReachable|ConnectionClosed|TooManyConnections|terminating connection|the database system is|too many clients|too many connections|remaining connection slots|canceling statement due to statement timeout/;
const unavailablePattern = new RegExp(
  `${unwritablePattern.source}|${sqlitePattern.source}|${postgresPattern.source}`,
);
/**
 * PostgreSQL's codes for: no connection left, no space, no memory, shutdown, statement timeout,
 * conflict of two transactions, read-only, broken disk, lost connection.
 */
const sqlStatePattern = /^(53...|57P0[123]|57014|25006|40001|40P01|58030|08...)$/;
const unwritableStatePattern = /^(53100|25006|58030)$/;
/**
 * Prisma's codes for a server that does not respond or has no connection left. Also for a statement or
 * a transaction that waited too long or conflicted with another.
 */
const prismaCodePattern = /^(P1001|P1002|P1008|P1017|P2024|P2028|P2034|P2037)$/;

interface DriverError {
  code?: unknown;
  cause?: { originalCode?: unknown; originalMessage?: unknown };
}

/** Returns undefined for other errors, which are caused by the program or the caller. */
export function toUnavailability(error: unknown): Unavailability | undefined {
  // A SQLite error from a thread arrives as an object with only a code.
  for (let at = error, depth = 0; isObject(at) && depth < 5; at = at.cause, depth++) {
    const { code, cause } = at as DriverError;
    const message = String(cause?.originalMessage ?? at.message ?? "");
    const codes = [code, cause?.originalCode].map(String);
    const state = codes.find((one) => sqlStatePattern.test(one));
    const phrase =
      unavailablePattern.exec(message)?.[0] ??
      codes.map((one) => unavailablePattern.exec(one)?.[0]).find(Boolean);
    if (
      state === undefined &&
      phrase === undefined &&
      !codes.some((one) => prismaCodePattern.test(one))
    ) {
      continue;
    }
    return {
      // Prisma's message is long and includes the query; the server's message is one sentence.
      reason: state === undefined ? (phrase ?? "database is busy") : firstLine(message),
      isUnwritable:
        unwritableStatePattern.test(String(state)) ||
        (unwritablePattern.test(String(phrase)) &&
          !codes.some((one) => readErrorPattern.test(one))),
    };
  }
  return undefined;
}

function isObject(value: unknown): value is { message?: unknown; cause?: unknown } {
  return typeof value === "object" && value !== null;
}

/** Returns true if a reader failed because its statement took too long. */
export function isReadTimeout(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at instanceof ReadTimeoutError) return true;
    const { code, cause } = at as DriverError;
    if ([code, cause?.originalCode].includes("57014")) return true;
    if (at.message.includes("Query read timeout")) return true;
  }
  return false;
}

/** Returns the driver's message, also from an error that Prisma has wrapped. */
export function driverMessage(error: unknown): string {
  const cause = (error as { cause?: { originalMessage?: unknown } } | null)?.cause;
  const message = cause?.originalMessage ?? (error instanceof Error ? error.message : error);
  return firstLine(String(message)) || String((error as { code?: unknown }).code);
}

function firstLine(message: string): string {
  return message.split("\n")[0] ?? "";
}
