import { customAlphabet } from "nanoid";
import { InvalidShortCodeError } from "../errors.ts";

/** No character that looks like another, and no vowels, so that codes do not spell words. */
const codeAlphabet = "23456789bcdfghjkmnpqrstvwxyz";
const generatedLength = 7;
const customCodePattern = /^[A-Za-z0-9_-]{3,64}$/;

/** First path segments that this service answers itself, now or in what is planned. */
const reservedCodes = new Set(["api", "app", "assets", "graphql", "healthz", "metrics", "readyz"]);

/** A new short code of 7 characters, from a cryptographic random source. */
export const generateShortCode: () => string = customAlphabet(codeAlphabet, generatedLength);

/**
 * A caller's own short code as it is kept: in lower case. Throws InvalidShortCodeError unless it is
 * 3 to 64 of `A-Z a-z 0-9 _ -` and not a path of this service.
 */
export function parseShortCode(input: string): string {
  if (!customCodePattern.test(input)) {
    throw new InvalidShortCodeError(
      "A short code is 3 to 64 characters long, of letters a to z, digits, hyphen and underscore.",
    );
  }
  const shortCode = input.toLowerCase();
  if (isReservedCode(shortCode)) {
    throw new InvalidShortCodeError(`The short code ${shortCode} is reserved: choose another.`);
  }
  return shortCode;
}

/** True for what can be looked up: generated and own codes, in either case. */
export function isShortCode(text: string): boolean {
  return customCodePattern.test(text);
}

/** True for what the service itself answers at: never a link's code, in whichever case it is written. */
export function isReservedCode(code: string): boolean {
  return reservedCodes.has(code.toLowerCase());
}
