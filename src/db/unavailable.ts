const signs =
  /database is locked|database table is locked|database or disk is full|readonly database|disk I\/O error|unable to open database file|SQLITE_(BUSY|FULL|READONLY|IOERR|CANTOPEN)|SocketTimeout/;
/** Prisma's codes for a statement, and for a transaction, that waited too long. */
const codes = new Set(["P1008", "P2028"]);

/**
 * What keeps the database from doing its work, in its own words: held by another program, no room,
 * not writable. Undefined for other errors, which are the program's or the caller's.
 */
export function whyUnavailable(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code, cause } = at as { code?: unknown; cause?: { originalMessage?: unknown } };
    const message = String(cause?.originalMessage ?? at.message);
    if (codes.has(String(code)) || signs.test(message) || signs.test(String(code))) {
      return signs.exec(message)?.[0] ?? "database is locked";
    }
  }
  return undefined;
}
