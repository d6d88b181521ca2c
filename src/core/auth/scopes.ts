/** All permissions that a token can have. */
export const allScopes = [
  "links:read",
  "links:write",
  "stats:read",
  "tokens:read",
  "tokens:write",
  "account:write",
] as const;

export type Scope = (typeof allScopes)[number];

/** Returns scopes as they are stored: separated by spaces (RFC 6749, section 3.3). */
export function formatScopes(scopes: readonly Scope[]): string {
  return allScopes.filter((scope) => scopes.includes(scope)).join(" ");
}

/** Parses stored scopes. A scope that this version does not know grants nothing. */
export function parseScopes(stored: string): Scope[] {
  const words = stored.split(" ");
  return allScopes.filter((scope) => words.includes(scope));
}
