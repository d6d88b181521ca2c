/** What a driver and a system say of a server that does not answer, or not yet. */
const unreachableCodes = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"],
  ...["EHOSTUNREACH", "EHOSTDOWN", "ENETUNREACH", "ENETDOWN", "EADDRNOTAVAIL"],
  // The socket of a server on this machine is not there before it listens.
  "ENOENT",
  // PostgreSQL's own: it starts or stops, or has no connection left at the moment.
  ...["57P01", "57P02", "57P03", "53300"],
]);
const connectionErrorClass = /^08/;
const unreachableMessages = /^(timeout expired|timeout exceeded when trying|Connection terminated)/;

/**
 * Whether a server may be there by itself in a while. What somebody has to mend, such as a wrong
 * password, is not away.
 */
export function isUnreachable(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    unreachableCodes.has(String(code)) ||
    connectionErrorClass.test(String(code)) ||
    unreachableMessages.test(String(message))
  );
}
