import type { Scope } from "../auth/scopes.ts";
import { InvalidExpiryError, InvalidScopesError, InvalidTokenNameError } from "../errors.ts";
import { isStorableText, normalizeText } from "../text.ts";

const maxNameCharacters = 100;

/** Returns the name as it is stored. Throws InvalidTokenNameError unless it has 1 to 100 characters. */
export function parseTokenName(input: string): string {
  const name = normalizeText(input.trim(), maxNameCharacters);
  if (!name) throw new InvalidTokenNameError("The name must have 1 to 100 characters.");
  if (!isStorableText(name)) {
    throw new InvalidTokenNameError("The name contains an invalid character.");
  }
  return name;
}

/** Returns the scopes. Throws InvalidScopesError if there are none, or if one is not among the own. */
export function requireOwnScopes(
  requested: readonly Scope[],
  own: readonly Scope[],
): readonly Scope[] {
  if (requested.length === 0) {
    throw new InvalidScopesError("The token has no scopes. Select at least one.");
  }
  const missing = requested.filter((scope) => !own.includes(scope));
  if (missing.length > 0) {
    throw new InvalidScopesError(
      `You cannot grant scopes that your token does not have: ${missing.join(", ")}.`,
    );
  }
  return requested;
}

/** Throws InvalidExpiryError if the expiry is later than the latest that the caller may grant. */
export function requireExpiryUpTo(latest: Date | null, expiresAt: Date | null): void {
  if (latest && (expiresAt === null || expiresAt > latest)) {
    throw new InvalidExpiryError(
      `The expiry must not be later than that of your token. Use ${latest.toISOString()} or earlier.`,
    );
  }
}
