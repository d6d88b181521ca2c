const bearer = /^Bearer +(\S+) *$/i;

/**
 * Returns the token of an Authorization header (RFC 6750, section 2.1), or undefined if it has
 * none.
 */
export function parseBearerToken(authorization: string): string | undefined {
  return bearer.exec(authorization)?.[1];
}
