import type { Context } from "hono";
import { OverloadedError, QueueFullError, RateLimitedError } from "../core/errors.ts";
import { unlockLink } from "../core/links/unlockLink.ts";
import type { Service } from "../core/service.ts";
import { clientAddress } from "../http/clientAddress.ts";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import { NotUtf8Error, readForm } from "../http/requestBody.ts";
import { waitForBody } from "../http/waitForBody.ts";
import type { VisitOptions } from "./parseVisit.ts";
import {
  invalidFormResponse,
  overloadedResponse,
  passwordFormResponse,
  queueFullResponse,
  rateLimitedResponse,
} from "./responses.ts";
import type { CachedTarget } from "./targetCache.ts";

/** Far more than a form with one password of 72 bytes. */
const maxFormBytes = 4_096;
const formType = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

type PasswordContext = Context<HttpEnvironment>;

/** Asks for the password of a link, telling nothing of where it leads. */
export function passwordRequiredResponse(c: PasswordContext, shortCode: string): Response {
  return passwordFormResponse(c, shortCode, "This link is protected. Enter its password to go on.");
}

/** True for a body that may be the form of a link's password; it is not read. */
export function mayBePasswordForm({ env }: PasswordContext): boolean {
  const { "content-type": type = "", "content-length": length } = env.incoming.headers;
  return formType.test(type) && Number(length ?? maxFormBytes + 1) <= maxFormBytes;
}

/**
 * Waits until the form is there that may hold a password. Returns the refusal where nobody can wait for its
 * check any more.
 */
export async function waitForForm(c: PasswordContext): Promise<Response | undefined> {
  if (!mayBePasswordForm(c)) return undefined;
  return waitForBody(c, maxFormBytes, () => invalidFormResponse(c, "The form is too large."));
}

/**
 * The password in the form that was sent, which must be there; undefined where none was. Throws a
 * NotUtf8Error.
 */
export async function readSubmittedPassword(c: PasswordContext): Promise<string | undefined> {
  if (!mayBePasswordForm(c)) return undefined;
  const { password } = await readForm(c.req).catch(toEmptyForm);
  return typeof password === "string" ? password : undefined;
}

/** Checks the password that was sent. Answers a refusal, or undefined where it opens. */
export async function verifyPasswordForm(
  c: PasswordContext,
  service: Service,
  target: CachedTarget,
  password: string | undefined,
  { trustedProxyCount }: VisitOptions,
): Promise<Response | undefined> {
  const { passwordHash, shortCode } = target;
  if (passwordHash === null) return undefined;
  if (password === undefined) return passwordRequiredResponse(c, shortCode);
  try {
    const address = clientAddress(c.env.incoming, trustedProxyCount);
    const isCorrect = await unlockLink(
      service,
      { ...target, passwordHash },
      { password, ipAddress: address },
    );
    return isCorrect
      ? undefined
      : passwordFormResponse(c, shortCode, "This password is wrong. Try again.");
  } catch (error) {
    if (error instanceof RateLimitedError) return rateLimitedResponse(c, error.rateLimitStatus);
    if (error instanceof QueueFullError) return queueFullResponse(c, error);
    if (!(error instanceof OverloadedError)) throw error;
    return overloadedResponse(c, error.message, { "Retry-After": String(error.retryAfterSeconds) });
  }
}

/** The fields of what cannot be read as a form: none. */
function toEmptyForm(error: unknown): Record<string, unknown> {
  if (error instanceof NotUtf8Error) throw error;
  return {};
}
