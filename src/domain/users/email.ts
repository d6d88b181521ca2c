import { z } from "zod";
import { InvalidEmailError } from "../errors.ts";

const maximumLength = 254;

/**
 * The address as it will be shown, and the key by which it is compared: in lower case.
 * Throws InvalidEmailError for anything but one address of at most 254 characters (RFC 5321,
 * section 4.5.3.1.3, less the angle brackets).
 */
export function acceptEmail(given: string): { email: string; emailKey: string } {
  const email = given.trim();
  if (email.length > maximumLength || !z.email().safeParse(email).success) {
    throw new InvalidEmailError(
      "This is not an email address. It should look like you@example.com.",
    );
  }
  return { email, emailKey: emailKey(email) };
}

/** The form in which addresses are compared. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}
