import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import { linkStatus } from "../core/links/linkStatus.ts";
import type { Service } from "../core/service.ts";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import { NotUtf8Error } from "../http/requestBody.ts";
import { tryConsumeClick } from "./clickLimit.ts";
import { isVisit, keepsMethod, redirectsMethod } from "./methods.ts";
import { parseVisit, type VisitOptions } from "./parseVisit.ts";
import {
  mayBePasswordForm,
  passwordRequiredResponse,
  readSubmittedPassword,
  verifyPasswordForm,
  waitForForm,
} from "./passwordForm.ts";
import { detectPrefetch, prefetchResponse } from "./prefetch.ts";
import {
  goneResponse,
  invalidFormResponse,
  methodNotAllowedResponse,
  notFoundResponse,
} from "./responses.ts";
import { type CachedTarget, createTargetCache } from "./targetCache.ts";
import { outcomeByStatus, unavailableLinkResponse } from "./unavailableLink.ts";

export interface RedirectOptions extends VisitOptions {
  /** How many links are kept in memory at most. */
  linkCacheSize: number;
}

/** How requests for a code are answered. It has to be one, in either case. */
export interface RedirectHandlers {
  /** Answers GET, unless the browser asks before anybody goes there. */
  visit(c: RedirectContext, code: string): ResponseOrPromise;
  /** Answers other methods but POST. */
  otherMethod(c: RedirectContext, code: string): ResponseOrPromise;
  /** Answers POST, or undefined where a password may have to be read and checked: see `unlock`. */
  post(c: RedirectContext, code: string): Promise<Response | undefined>;
  /** Reads and checks the password that was sent, and answers. */
  unlock(c: RedirectContext, code: string): Promise<Response>;
}

/** What a visitor has shown already. */
interface UnlockState {
  /** The hash whose password they have sent. */
  passwordHash: string | null;
  /** They have sent a password, which must never be sent on to where the link leads. */
  isFormSubmission: boolean;
}

type RedirectContext = Context<HttpEnvironment>;
type ResponseOrPromise = Response | Promise<Response>;

const locked: UnlockState = { passwordHash: null, isFormSubmission: false };

/** Makes what the program exists for: it identifies, looks up, decides, answers and notes the visit. */
export function createRedirectHandlers(
  service: Service,
  settings: RedirectOptions,
): RedirectHandlers {
  const findCachedTarget = createTargetCache(service, settings.linkCacheSize);
  const { redirects, prefetches } = service.counters;
  const find = (code: string) => findCachedTarget(code.toLowerCase());

  return { visit, otherMethod: (c, code) => respondToCode(c, code, locked), post, unlock };

  function visit(c: RedirectContext, code: string): ResponseOrPromise {
    const kind = detectPrefetch(c.env.incoming);
    if (kind === undefined) return respondToCode(c, code, locked);
    prefetches[kind] += 1;
    return prefetchResponse();
  }

  async function post(c: RedirectContext, code: string): Promise<Response | undefined> {
    const target = await find(code);
    return target && needsFormBody(c, target) ? undefined : respondToTarget(c, target, locked);
  }

  async function unlock(c: RedirectContext, code: string): Promise<Response> {
    const bodyRejection = await waitForForm(c);
    if (bodyRejection) return bodyRejection;
    const target = await find(code);
    if (!target) return respondNotFound(c);
    const unavailable = unavailableResponse(c, target, Date.now());
    if (unavailable) return unavailable;
    const { passwordHash } = target;
    let password: string | undefined;
    try {
      password = await readSubmittedPassword(c);
    } catch (error) {
      if (!(error instanceof NotUtf8Error)) throw error;
      // A form for whoever the link leads to is none of ours.
      if (passwordHash !== null) {
        redirects.password += 1;
        return invalidFormResponse(c, error.message);
      }
    }
    const passwordRejection = await verifyPasswordForm(c, service, target, password, settings);
    // The check takes a while, in which the link may have become another.
    if (!passwordRejection)
      return respondToCode(c, code, { passwordHash, isFormSubmission: password !== undefined });
    if (passwordRejection.status !== 503)
      redirects[passwordRejection.status === 429 ? "limited" : "password"] += 1;
    return passwordRejection;
  }

  /** Answers by what the link is now. */
  function respondToCode(
    c: RedirectContext,
    code: string,
    unlocked: UnlockState,
  ): ResponseOrPromise {
    const lookup = find(code);
    return lookup instanceof Promise
      ? lookup.then((target) => respondToTarget(c, target, unlocked))
      : respondToTarget(c, lookup, unlocked);
  }

  function respondToTarget(
    c: RedirectContext,
    target: CachedTarget | null,
    unlocked: UnlockState,
  ): ResponseOrPromise {
    const now = Date.now();
    if (!target) return respondNotFound(c);
    const unavailable = unavailableResponse(c, target, now);
    if (unavailable) return unavailable;
    if (!redirectsMethod(target.redirectType, c.env.incoming.method)) {
      redirects.methodNotAllowed += 1;
      return methodNotAllowedResponse(c);
    }
    const { passwordHash } = target;
    if (passwordHash !== null && passwordHash !== unlocked.passwordHash) {
      redirects.password += 1;
      return passwordRequiredResponse(c, target.shortCode);
    }
    if (target.maxClicks !== null) return respondIfClicksLeft(c, target, now, unlocked);
    recordVisit(c.env.incoming, target, now, false);
    return redirectResponse(c, target, unlocked);
  }

  /** The answer of a link that leads nowhere now; undefined where it leads on. */
  function unavailableResponse(
    c: RedirectContext,
    target: CachedTarget,
    now: number,
  ): Response | undefined {
    const status = linkStatus(target, now);
    if (status === "ACTIVE") return undefined;
    redirects[outcomeByStatus[status]] += 1;
    return unavailableLinkResponse(c, status, target, service.baseUrl);
  }

  function respondNotFound(c: RedirectContext): Response {
    redirects.notFound += 1;
    return notFoundResponse(c);
  }

  function respondGone(c: RedirectContext): Response {
    redirects.gone += 1;
    return goneResponse(c);
  }

  /** After a form was sent, the browser goes on with GET (RFC 9110, section 15.4.4). */
  function redirectResponse(
    c: RedirectContext,
    { redirect, redirectType }: CachedTarget,
    { isFormSubmission }: UnlockState,
  ): Response {
    redirects.active += 1;
    const { method } = c.env.incoming;
    if (method === "GET" || method === "HEAD") return new Response(null, redirect);
    const status = keepsMethod(redirectType) && !isFormSubmission ? redirectType : 303;
    const headers = { ...redirect.headers, "Cache-Control": "private, no-store" };
    return new Response(null, { status, headers });
  }

  async function respondIfClicksLeft(
    c: RedirectContext,
    target: CachedTarget,
    now: number,
    unlocked: UnlockState,
  ): Promise<Response> {
    if (await tryConsumeClick(service, c.env.incoming, target, now)) {
      recordVisit(c.env.incoming, target, now, true);
      return redirectResponse(c, target, unlocked);
    }
    const { shortCode } = target;
    // The link may have changed while the database was asked.
    if ((await find(shortCode)) !== target) return respondToCode(c, shortCode, unlocked);
    // None will be left either until it changes: no visitor needs to ask again.
    target.clickCount = target.maxClicks ?? 0;
    return respondGone(c);
  }

  function recordVisit(
    incoming: IncomingMessage,
    target: CachedTarget,
    now: number,
    counted: boolean,
  ): void {
    if (!isVisit(incoming.method)) return;
    service.clickRecorder.record(parseVisit(incoming, settings, target.id, now, counted));
  }
}

/** Where the method is kept the password would be sent on: a form can come after it was taken away. */
function needsFormBody(c: RedirectContext, { passwordHash, redirectType }: CachedTarget): boolean {
  return passwordHash !== null || (keepsMethod(redirectType) && mayBePasswordForm(c));
}
