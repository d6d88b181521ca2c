import { createHash, randomBytes } from "node:crypto";
import { customAlphabet } from "nanoid";

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const tokenPrefix = "lnk7_";
const tokenIdPattern = /^tok_[0-9A-Za-z]{16}$/;
const tokenPattern = /^lnk7_[0-9A-Za-z]{43}$/;

const randomTokenBody = customAlphabet(base62, 43);
const randomPublicIdBody = customAlphabet(base62, 16);

/** A new API token's secret: `lnk7_` and 43 base62 characters, 256 bits. */
export function generateTokenSecret(): string {
  return tokenPrefix + randomTokenBody();
}

/** True for what could be a token's secret by its form alone. */
export function looksLikeTokenSecret(text: string): boolean {
  return tokenPattern.test(text);
}

/** A new token's public name: `tok_` and 16 base62 characters. */
export function generateTokenId(): string {
  return `tok_${randomPublicIdBody()}`;
}

/** True for what could be a token's public name by its form alone. */
export function looksLikeTokenId(text: string): boolean {
  return tokenIdPattern.test(text);
}

/** A new session's secret: 256 bits in base64url. */
export function generateSessionSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** A password for somebody who did not choose one: 20 base62 characters, 119 bits. */
export const generatePassword: () => string = customAlphabet(base62, 20);

/**
 * What is stored of a secret of 256 random bits. A slow hash would add nothing: nobody can try
 * enough of them. For passwords use the PasswordHasher.
 */
export function hashSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}
