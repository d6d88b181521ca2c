/** All that a token can be allowed to do. */
export const allScopes = [
  "links:read",
  "links:write",
  "stats:read",
  "tokens:read",
  "tokens:write",
  "account:write",
] as const;

export type Scope = (typeof allScopes)[number];

/** Scopes as they are stored: parted by spaces (RFC 6749, section 3.3). */
export function formatScopes(scopes: readonly Scope[]): string {
  return allScopes.filter((scope) => scopes.includes(scope)).join(" ");
}

/** Reads stored scopes. What this version does not know grants nothing. */
export function parseScopes(stored: string): Scope[] {
  const words = stored.split(" ");
  return allScopes.filter((scope) => words.includes(scope));
}
