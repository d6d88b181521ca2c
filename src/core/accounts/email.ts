import { domainToASCII } from "node:url";
import { z } from "zod";
import { InvalidEmailError } from "../errors.ts";
import { trimInvisible } from "../text.ts";

const maxLength = 254;
const maxLocalPartLength = 64;

/** Hosts with letters of all scripts. Contains no character that ends a host in a URL. */
const unicodeHostPattern = /^[a-z0-9.\-\u0080-\u{10ffff}]+$/iu;

/**
 * Returns the email as it is displayed, with its host in ASCII, and the lower-case key for
 * comparisons. Accepts what the email field of HTML accepts. Throws InvalidEmailError otherwise,
 * and for more than 254 characters or 64 before the @ (RFC 5321, section 4.5.3.1).
 */
export function parseEmail(input: string): { email: string; emailKey: string } {
  const email = toAsciiHost(input);
  const isTooLong = email.length > maxLength || email.indexOf("@") > maxLocalPartLength;
  if (isTooLong || !z.regexes.html5Email.test(email)) {
    throw new InvalidEmailError("The email address is not valid. Use the form you@example.com.");
  }
  return { email, emailKey: email.toLowerCase() };
}

/** Returns the form in which emails are compared. */
export function normalizeEmail(email: string): string {
  return toAsciiHost(email).toLowerCase();
}

/**
 * Removes white space and invisible characters at both ends and converts the host to ASCII. Returns
 * a host that is ASCII already, or not valid, unchanged.
 */
function toAsciiHost(input: string): string {
  const email = trimInvisible(input);
  const at = email.lastIndexOf("@") + 1;
  const host = email.slice(at);
  const isUnicode = at > 0 && unicodeHostPattern.test(host) && /[^\0-\x7f]/.test(host);
  if (!isUnicode || email.length > maxLength) return email;
  return email.slice(0, at) + (domainToASCII(host) || host);
}
