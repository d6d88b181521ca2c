import { dictionary } from "@zxcvbn-ts/language-common";
import { InvalidPasswordError } from "../errors.ts";
import { isStorableText, normalizeText } from "../text.ts";

const minCharacters = 8;
/** bcrypt reads no further than this. */
const maxBytes = 72;

let commonPasswords: Set<string> | undefined;

function isCommon(password: string): boolean {
  commonPasswords ??= new Set(dictionary["passwords-common"].map(String));
  return commonPasswords.has(password.toLowerCase());
}

/**
 * The form in which a password is hashed and compared: NFC, so that every keyboard types the same. One
 * that is too long in every form is returned as it is.
 */
export function normalizePassword(password: string): string {
  return normalizeText(password, maxBytes) ?? password;
}

/** True where a password is no longer than what bcrypt reads, so that every byte of it counts. */
export function isWithinBcryptLimit(password: string): boolean {
  return Buffer.byteLength(password) <= maxBytes;
}

/**
 * Throws InvalidPasswordError, naming `field`, for NUL and unpaired surrogates. bcrypt repeats a key
 * with a zero behind it, so that `ab`, NUL, `ab` opens with `ab`; surrogates alone have no UTF-8.
 */
export function requirePasswordText(password: string, field = "password"): void {
  if (isStorableText(password)) return;
  throw new InvalidPasswordError(
    "The password contains a character that is not text: NUL, or half of a surrogate pair.",
    field,
  );
}

/**
 * The password, normalised, if somebody may choose it: 8 characters to 72 bytes of UTF-8, not among
 * the most common ones, and text. Throws InvalidPasswordError, naming `field`.
 */
export function parseNewPassword(input: string, field = "password"): string {
  requirePasswordText(input, field);
  const password = normalizePassword(input);
  if ([...password].length < minCharacters) {
    throw new InvalidPasswordError("The password is too short: use at least 8 characters.", field);
  }
  if (!isWithinBcryptLimit(password)) {
    throw new InvalidPasswordError("The password is too long: use at most 72 bytes.", field);
  }
  if (isCommon(password)) {
    throw new InvalidPasswordError(
      "This password is among the most common ones and easily guessed: choose another.",
      field,
    );
  }
  return password;
}
