import { InvalidExpiryError } from "./errors.ts";

/**
 * Returns the expiry of a link or a token, null for none. Throws InvalidExpiryError unless it is in
 * the future, and for an invalid Date, as which text that is not a time arrives.
 */
export function parseExpiry(expiresAt: Date | null): Date | null {
  if (!expiresAt) return null;
  if (Number.isNaN(expiresAt.getTime())) {
    throw new InvalidExpiryError(
      "The expiry is not a valid time. Use the form 2030-12-31T23:59:59Z, up to the year 9999.",
    );
  }
  if (expiresAt.getTime() <= Date.now()) {
    throw new InvalidExpiryError("The expiry must be in the future.");
  }
  return expiresAt;
}
