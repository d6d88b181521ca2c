import { customAlphabet } from "nanoid";
import { InvalidShortCodeError } from "../errors.ts";

/** No characters that look alike, and no vowels, so that codes do not spell words. */
const codeAlphabet = "23456789bcdfghjkmnpqrstvwxyz";
const generatedLength = 7;
const customCodePattern = /^[A-Za-z0-9_-]{3,64}$/;

/** First path segments that this service uses, now or according to plan. */
const reservedCodes = new Set(["api", "app", "assets", "graphql", "healthz", "metrics", "readyz"]);

/** Returns a new short code of 7 characters, from a cryptographic random source. */
export const generateShortCode: () => string = customAlphabet(codeAlphabet, generatedLength);

/**
 * Returns a custom short code as it is stored: in lower case. Throws InvalidShortCodeError unless
 * it is 3 to 64 of `A-Z a-z 0-9 _ -` and not a path of this service.
 */
export function parseShortCode(input: string): string {
  if (!customCodePattern.test(input)) {
    throw new InvalidShortCodeError(
      "The short code is not valid. Use 3 to 64 letters from a to z, digits, hyphens or underscores.",
    );
  }
  const shortCode = input.toLowerCase();
  if (isReservedCode(shortCode)) {
    throw new InvalidShortCodeError(`The short code ${shortCode} is reserved. Choose another one.`);
  }
  return shortCode;
}

/** Returns whether the text can be a short code, generated or custom, in upper or lower case. */
export function isShortCode(text: string): boolean {
  return customCodePattern.test(text);
}

/**
 * Returns whether the code is a path of the service itself, in upper or lower case. No link can
 * have it.
 */
export function isReservedCode(code: string): boolean {
  return reservedCodes.has(code.toLowerCase());
}
