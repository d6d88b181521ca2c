import type { Context } from "hono";
import { OverloadedError, QueueFullError, RateLimitedError } from "../core/errors.ts";
import { unlockLink } from "../core/links/unlockLink.ts";
import type { Services } from "../core/services.ts";
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

/** Far larger than a form with one password of 72 bytes. */
const maxFormBytes = 4_096;
const formType = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

type PasswordContext = Context<HttpEnvironment>;

/** Returns the password form of a link, which does not reveal the destination. */
export function passwordRequiredResponse(c: PasswordContext, shortCode: string): Response {
  return passwordFormResponse(c, shortCode, "This link is protected. Enter its password to go on.");
}

/** Returns whether the body may be a link's password form, without reading it. */
export function mayBePasswordForm({ env }: PasswordContext): boolean {
  const { "content-type": type = "", "content-length": length } = env.incoming.headers;
  return formType.test(type) && Number(length ?? maxFormBytes + 1) <= maxFormBytes;
}

/**
 * Waits for the body that may be a password form. Returns a rejection if no slot is free to check
 * it, or the form is too large.
 */
export async function waitForForm(c: PasswordContext): Promise<Response | undefined> {
  if (!mayBePasswordForm(c)) return undefined;
  return waitForBody(c, maxFormBytes, () => invalidFormResponse(c, "The form is too large."));
}

/**
 * Returns the password of the submitted form, or undefined without one. The body must have arrived.
 * Throws NotUtf8Error.
 */
export async function readSubmittedPassword(c: PasswordContext): Promise<string | undefined> {
  if (!mayBePasswordForm(c)) return undefined;
  const { password } = await readForm(c.req).catch(toEmptyForm);
  return typeof password === "string" ? password : undefined;
}

/** Checks the submitted password. Returns a rejection, or undefined if the password is correct. */
export async function verifyPasswordForm(
  c: PasswordContext,
  services: Services,
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
      services,
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

/** Returns no fields for a body that cannot be parsed as a form. Rethrows NotUtf8Error. */
function toEmptyForm(error: unknown): Record<string, unknown> {
  if (error instanceof NotUtf8Error) throw error;
  return {};
}
