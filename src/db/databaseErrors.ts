/** The database cannot be used. The message is one sentence for whoever starts the service. */
export class DatabaseOpenError extends Error {
  override name = "DatabaseOpenError";
}

/** Its server does not answer, which may pass by itself. */
export class DatabaseUnreachableError extends DatabaseOpenError {
  override name = "DatabaseUnreachableError";
}

/** A statement of a reader took too long. */
export class ReadTimeoutError extends Error {
  override name = "ReadTimeoutError";
  override readonly message = "A statement of a reader took too long.";
}

/** The database cannot do its work at the moment. */
export interface Unavailability {
  /** In the words of the driver or the server. */
  reason: string;
  /** It may be read, but not written: no room, no permission, a broken disk. */
  isUnwritable: boolean;
}

const unwritablePattern =
  /database or disk is full|No space left on device|readonly database|read-only transaction|disk I\/O error|SQLITE_(FULL|READONLY|IOERR)/;
/** A disk that fails when it is read: SQLite has one message for that and for writing. */
const readErrorPattern = /^SQLITE_IOERR(_(SHORT_)?READ)?$/;
const sqlitePattern =
  /database is locked|database table is locked|unable to open database file|SQLITE_(BUSY|CANTOPEN)|SocketTimeout|The database reader was lost/;
/** What the driver of PostgreSQL says of a server that is away, and the server before it goes. */
const postgresPattern =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|Query read timeout|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|EPIPE|DatabaseNotReachable|ConnectionClosed|TooManyConnections|terminating connection|the database system is|too many clients|too many connections|remaining connection slots|canceling statement due to statement timeout/;
const unavailablePattern = new RegExp(
  `${unwritablePattern.source}|${sqlitePattern.source}|${postgresPattern.source}`,
);
/**
 * PostgreSQL's codes: no connection left, no room, no memory, about to stop, a statement that took
 * too long, two in each other's way, only for reading, a broken disk, a lost connection.
 */
const sqlStatePattern = /^(53...|57P0[123]|57014|25006|40001|40P01|58030|08...)$/;
const unwritableStatePattern = /^(53100|25006|58030)$/;
/**
 * Prisma's codes for a server that does not answer or has no connection left, for a statement, and
 * for a transaction, that waited too long or was in another's way.
 */
const prismaCodePattern = /^(P1001|P1002|P1008|P1017|P2024|P2028|P2034|P2037)$/;

interface DriverError {
  code?: unknown;
  cause?: { originalCode?: unknown; originalMessage?: unknown };
}

/** Undefined for other errors, which are the program's or the caller's. */
export function toUnavailability(error: unknown): Unavailability | undefined {
  // What a thread throws of SQLite's comes as an object with a code alone.
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
      // What Prisma says is long, and names what was asked; the server says it in a sentence.
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

/** Whether a reader failed because its statement took too long. */
export function isReadTimeout(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at instanceof ReadTimeoutError) return true;
    const { code, cause } = at as DriverError;
    if ([code, cause?.originalCode].includes("57014")) return true;
    if (at.message.includes("Query read timeout")) return true;
  }
  return false;
}

/** What the driver said, wherever Prisma has wrapped it. */
export function driverMessage(error: unknown): string {
  const cause = (error as { cause?: { originalMessage?: unknown } } | null)?.cause;
  const message = cause?.originalMessage ?? (error instanceof Error ? error.message : error);
  return firstLine(String(message)) || String((error as { code?: unknown }).code);
}

function firstLine(message: string): string {
  return message.split("\n")[0] ?? "";
}
