/** The database cannot be used. The message is one sentence for whoever starts the service. */
export class DatabaseUnavailableError extends Error {
  override name = "DatabaseUnavailableError";
}

/** Its server does not answer, which may pass by itself. */
export class DatabaseAwayError extends DatabaseUnavailableError {
  override name = "DatabaseAwayError";
}

const signsOfSqlite =
  /database is locked|database table is locked|database or disk is full|readonly database|disk I\/O error|unable to open database file|SQLITE_(BUSY|FULL|READONLY|IOERR|CANTOPEN)|SocketTimeout/;
/** What the driver of PostgreSQL says of a server that is away, and the server before it goes. */
const signsOfPostgres =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|Query read timeout|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|EPIPE|DatabaseNotReachable|ConnectionClosed|TooManyConnections|terminating connection|the database system is|too many clients|remaining connection slots|canceling statement due to statement timeout|read-only transaction/;
const signs = new RegExp(`${signsOfSqlite.source}|${signsOfPostgres.source}`);
/**
 * Prisma's codes for a server that does not answer or has no connection left, for a statement, and
 * for a transaction, that waited too long or was in another's way; and PostgreSQL's.
 */
const codes =
  /^(P1001|P1002|P1008|P1017|P2024|P2028|P2034|P2037|57P0[123]|53300|57014|25006|40001|40P01|08...)$/;

/**
 * What keeps the database from doing its work, in its own words: held by another program, no room,
 * not writable, away. Undefined for other errors, which are the program's or the caller's.
 */
export function whyUnavailable(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code, cause } = at as { code?: unknown; cause?: { originalMessage?: unknown } };
    const message = String(cause?.originalMessage ?? at.message);
    if (codes.test(String(code)) || signs.test(message) || signs.test(String(code))) {
      return signs.exec(message)?.[0] ?? signs.exec(String(code))?.[0] ?? "database is busy";
    }
  }
  return undefined;
}

/** What the driver said, wherever Prisma has wrapped it. */
export function reasonOf(error: unknown): string {
  const cause = (error as { cause?: { originalMessage?: unknown } } | null)?.cause;
  const message = cause?.originalMessage ?? (error instanceof Error ? error.message : error);
  return String(message).split("\n")[0] || String((error as { code?: unknown }).code);
}
