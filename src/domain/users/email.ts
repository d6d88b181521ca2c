import { domainToASCII } from "node:url";
import { z } from "zod";
import { InvalidEmailError } from "../errors.ts";
import { trimInvisible } from "../text.ts";

const maximumLength = 254;
const maximumLocalLength = 64;

/** What may be a host with letters of all scripts, and surely no more than a host. */
const hostInUnicode = /^[a-z0-9.\-\u0080-\u{10ffff}]+$/iu;

/**
 * The address as it will be shown, its host in ASCII, and the key by which it is compared: in lower
 * case. Accepts what the email field of HTML takes. Throws InvalidEmailError for all else, and for
 * more than 254 characters, or 64 before the @ (RFC 5321, section 4.5.3.1).
 */
export function acceptEmail(given: string): { email: string; emailKey: string } {
  const email = withAsciiHost(given);
  const isTooLong = email.length > maximumLength || email.indexOf("@") > maximumLocalLength;
  if (isTooLong || !z.regexes.html5Email.test(email)) {
    throw new InvalidEmailError(
      "This is not an email address. It should look like you@example.com.",
    );
  }
  return { email, emailKey: email.toLowerCase() };
}

/** The form in which addresses are compared. */
export function emailKey(email: string): string {
  return withAsciiHost(email).toLowerCase();
}

/** Without what surrounds it. A host in ASCII stays as it is written; what is none stays too. */
function withAsciiHost(given: string): string {
  const email = trimInvisible(given);
  const at = email.lastIndexOf("@") + 1;
  const host = email.slice(at);
  const isUnicode = at > 0 && hostInUnicode.test(host) && /[^\0-\x7f]/.test(host);
  if (!isUnicode || email.length > maximumLength) return email;
  return email.slice(0, at) + (domainToASCII(host) || host);
}
