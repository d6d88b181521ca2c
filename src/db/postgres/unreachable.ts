/** Codes of a driver and a system for a server that does not respond, or not yet. */
const unreachableCodes = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"],
  ...["EHOSTUNREACH", "EHOSTDOWN", "ENETUNREACH", "ENETDOWN", "EADDRNOTAVAIL"],
  // The socket of a local server does not exist before it listens.
  "ENOENT",
  // PostgreSQL's own codes: it is starting or stopping, or has no connection left at the moment.
  ...["57P01", "57P02", "57P03", "53300"],
]);
const connectionErrorClass = /^08/;
const unreachableMessages = /^(timeout expired|timeout exceeded when trying|Connection terminated)/;

/**
 * Returns true if a server may become reachable again. Errors that only the operator can fix, such as
 * a wrong password, do not count.
 */
export function isUnreachable(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    unreachableCodes.has(String(code)) ||
    connectionErrorClass.test(String(code)) ||
    unreachableMessages.test(String(message))
  );
}
