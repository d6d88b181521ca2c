import { dictionary } from "@zxcvbn-ts/language-common";
import { InvalidPasswordError } from "../errors.ts";
import { isStorableText, normalizeText } from "../text.ts";

const minCharacters = 8;
/** bcrypt ignores all further bytes. */
const maxBytes = 72;

let commonPasswords: Set<string> | undefined;

function isCommon(password: string): boolean {
  commonPasswords ??= new Set(dictionary["passwords-common"].map(String));
  return commonPasswords.has(password.toLowerCase());
}

/**
 * Returns the form in which a password is hashed and compared: NFC, because keyboards produce
 * different forms. Returns a password that is too long in every form unchanged.
 */
export function normalizePassword(password: string): string {
  return normalizeText(password, maxBytes) ?? password;
}

/** Returns whether bcrypt reads every byte of the password. */
export function isWithinBcryptLimit(password: string): boolean {
  return Buffer.byteLength(password) <= maxBytes;
}

/**
 * Throws InvalidPasswordError with `field` for NUL and unpaired surrogates. bcrypt repeats a key
 * with a zero after it, so `ab` would match the password `ab`, NUL, `ab`. Unpaired surrogates have
 * no UTF-8 encoding.
 */
export function requirePasswordText(password: string, field = "password"): void {
  if (isStorableText(password)) return;
  throw new InvalidPasswordError(
    "The password contains an invalid character: NUL or an unpaired surrogate. Remove it.",
    field,
  );
}

/**
 * Returns the normalized password if it is allowed. It must have 8 characters to 72 bytes of UTF-8,
 * be storable text, and not be among the most common passwords. Throws InvalidPasswordError with
 * `field` otherwise.
 */
export function parseNewPassword(input: string, field = "password"): string {
  requirePasswordText(input, field);
  const password = normalizePassword(input);
  if ([...password].length < minCharacters) {
    throw new InvalidPasswordError("The password is too short. Use at least 8 characters.", field);
  }
  if (!isWithinBcryptLimit(password)) {
    throw new InvalidPasswordError("The password is too long. Use at most 72 bytes.", field);
  }
  if (isCommon(password)) {
    throw new InvalidPasswordError(
      "This password is very common and easy to guess. Choose another one.",
      field,
    );
  }
  return password;
}
