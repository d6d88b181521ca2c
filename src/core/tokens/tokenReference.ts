import { TokenNotFoundError } from "../errors.ts";
import { looksLikeTokenId } from "../secrets.ts";

/** Identifies a token by its id or public ID. */
export type TokenReference = { id: number } | { publicId: string };

/** Returns the error for a token that does not exist, is revoked or belongs to another user. */
export function tokenNotFoundError(): TokenNotFoundError {
  return new TokenNotFoundError("API token not found.");
}

/** Returns a filter for a token of the owner that is not revoked. Throws TokenNotFoundError. */
export function ownedTokenFilter(reference: TokenReference, ownerId: number) {
  // Other text may contain characters that a database rejects.
  if ("publicId" in reference && !looksLikeTokenId(reference.publicId)) throw tokenNotFoundError();
  return { ...reference, ownerId, revokedAt: null };
}
