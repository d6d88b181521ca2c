import type { introspection } from "../graphql/schema.generated.d.ts";

export type Scope = introspection["types"]["TokenScope"]["enumValues"];

/** What a token may do, in the order in which people decide about it. */
export const scopes: { scope: Scope; name: string; meaning: string }[] = [
  { scope: "LINKS_READ", name: "links:read", meaning: "See your links" },
  { scope: "LINKS_WRITE", name: "links:write", meaning: "Make, change and delete links" },
  { scope: "STATS_READ", name: "stats:read", meaning: "See clicks and statistics" },
  { scope: "TOKENS_READ", name: "tokens:read", meaning: "See your tokens, without secrets" },
  { scope: "TOKENS_WRITE", name: "tokens:write", meaning: "Make and revoke tokens" },
  { scope: "ACCOUNT_WRITE", name: "account:write", meaning: "Change your password and sessions" },
];

/** Enough for a program that makes links and counts them, and no more. */
export const usualScopes: Scope[] = ["LINKS_READ", "LINKS_WRITE", "STATS_READ"];

export function scopeName(scope: Scope): string {
  return scopes.find((known) => known.scope === scope)?.name ?? scope;
}
