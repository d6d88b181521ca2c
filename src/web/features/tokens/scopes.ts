import type { introspection } from "../../api/schema.generated.d.ts";

export type Scope = introspection["types"]["TokenScope"]["enumValues"];

/** The scopes of a token, in the order of the form. */
export const scopes: { scope: Scope; name: string; description: string }[] = [
  { scope: "LINKS_READ", name: "links:read", description: "See your links" },
  { scope: "LINKS_WRITE", name: "links:write", description: "Make, change and delete links" },
  { scope: "STATS_READ", name: "stats:read", description: "See clicks and statistics" },
  { scope: "TOKENS_READ", name: "tokens:read", description: "See your tokens, without secrets" },
  { scope: "TOKENS_WRITE", name: "tokens:write", description: "Make and revoke tokens" },
  {
    scope: "ACCOUNT_WRITE",
    name: "account:write",
    description: "Change your password and sessions",
  },
];

/** Sufficient for a client that creates links and reads their statistics. */
export const defaultScopes: Scope[] = ["LINKS_READ", "LINKS_WRITE", "STATS_READ"];

export function scopeName(scope: Scope): string {
  return scopes.find((entry) => entry.scope === scope)?.name ?? scope;
}
