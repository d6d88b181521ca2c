import { createHash, randomBytes } from "node:crypto";
import { customAlphabet } from "nanoid";

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const tokenPrefix = "lnk7_";
const tokenIdPattern = /^tok_[0-9A-Za-z]{16}$/;
const tokenPattern = /^lnk7_[0-9A-Za-z]{43}$/;

const randomTokenBody = customAlphabet(base62, 43);
const randomPublicIdBody = customAlphabet(base62, 16);

/** Returns a new API token's secret: `lnk7_` and 43 base62 characters, 256 bits. */
export function generateTokenSecret(): string {
  return tokenPrefix + randomTokenBody();
}

/** Returns whether the text has the form of a token's secret. */
export function looksLikeTokenSecret(text: string): boolean {
  return tokenPattern.test(text);
}

/** Returns a new token's public id: `tok_` and 16 base62 characters. */
export function generateTokenId(): string {
  return `tok_${randomPublicIdBody()}`;
}

/** Returns whether the text has the form of a token's public id. */
export function looksLikeTokenId(text: string): boolean {
  return tokenIdPattern.test(text);
}

/** Returns a new session's secret: 256 bits in base64url. */
export function generateSessionSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Returns a password for a user who did not choose one: 20 base62 characters, 119 bits. */
export const generatePassword: () => string = customAlphabet(base62, 20);

/**
 * Returns the hash that is stored of a secret of 256 random bits. A slow hash would add no
 * security: no attacker can try enough secrets. For passwords use the PasswordHasher.
 */
export function hashSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}
