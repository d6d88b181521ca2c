import type { Context } from "hono";
import { OverloadedError, QueueFullError, RateLimitedError } from "../domain/errors.ts";
import { unlockLink } from "../domain/links/unlockLink.ts";
import type { Service } from "../domain/service.ts";
import { clientAddress } from "../http/clientAddress.ts";
import type { HttpEnvironment } from "../http/environment.ts";
import { NotUtf8Error, readForm } from "../http/requestBody.ts";
import { waitForBody } from "../http/waitForBody.ts";
import { badForm, overloaded, passwordPage, tooManyTries, tooMuchWaiting } from "./pages.ts";
import type { CachedTarget } from "./targetCache.ts";
import type { VisitSettings } from "./visitOf.ts";

/** Far more than a form with one password of 72 bytes. */
const largestFormBytes = 4_096;
const form = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

type PasswordContext = Context<HttpEnvironment>;

/** Asks for the password of a link, telling nothing of where it leads. */
export function askPassword(c: PasswordContext, shortCode: string): Response {
  return passwordPage(c, shortCode, "This link is protected. Enter its password to go on.");
}

/** True for a body that may be the form of a link's password; it is not read. */
export function mayBeForm({ env }: PasswordContext): boolean {
  const { "content-type": type = "", "content-length": length } = env.incoming.headers;
  return form.test(type) && Number(length ?? largestFormBytes + 1) <= largestFormBytes;
}

/**
 * Waits until the form is there that may hold a password. Returns the refusal where nobody can wait for its
 * check any more.
 */
export async function waitForForm(c: PasswordContext): Promise<Response | undefined> {
  if (!mayBeForm(c)) return undefined;
  return waitForBody(c, largestFormBytes, () => badForm(c, "The form is too large."));
}

/**
 * The password in the form that was sent, which must be there; undefined where none was. Throws a
 * NotUtf8Error.
 */
export async function sentPassword(c: PasswordContext): Promise<string | undefined> {
  if (!mayBeForm(c)) return undefined;
  const { password } = await readForm(c.req).catch(ignoreUnreadable);
  return typeof password === "string" ? password : undefined;
}

/** Checks the password that was sent. Answers a refusal, or undefined where it opens. */
export async function checkPassword(
  c: PasswordContext,
  service: Service,
  target: CachedTarget,
  password: string | undefined,
  { trustedHops }: VisitSettings,
): Promise<Response | undefined> {
  const { passwordHash, shortCode } = target;
  if (passwordHash === null) return undefined;
  if (password === undefined) return askPassword(c, shortCode);
  try {
    const address = clientAddress(c.env.incoming, trustedHops);
    const opens = await unlockLink(
      service,
      { ...target, passwordHash },
      { password, ipAddress: address },
    );
    return opens ? undefined : passwordPage(c, shortCode, "This password is wrong. Try again.");
  } catch (error) {
    if (error instanceof RateLimitedError) return tooManyTries(c, error.rateLimitStatus);
    if (error instanceof QueueFullError) return tooMuchWaiting(c, error);
    if (!(error instanceof OverloadedError)) throw error;
    return overloaded(c, error.message, { "Retry-After": String(error.retryAfterSeconds) });
  }
}

/** The fields of what cannot be read as a form: none. */
function ignoreUnreadable(error: unknown): Record<string, unknown> {
  if (error instanceof NotUtf8Error) throw error;
  return {};
}
