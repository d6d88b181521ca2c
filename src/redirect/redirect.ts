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
  /** Maximum number of links in the cache. */
  linkCacheSize: number;
}

/** Handlers for a short code. It must be valid and can be in either case. */
export interface RedirectHandlers {
  /** Handles GET, unless the request is a prefetch. */
  visit(c: RedirectContext, code: string): ResponseOrPromise;
  /** Handles all methods except GET and POST. */
  otherMethod(c: RedirectContext, code: string): ResponseOrPromise;
  /**
   * Handles POST. Returns undefined if a password may have to be read and checked: see `unlock`.
   */
  post(c: RedirectContext, code: string): Promise<Response | undefined>;
  /** Reads and checks the submitted password, and returns the response. */
  unlock(c: RedirectContext, code: string): Promise<Response>;
}

/** What the visitor has proved already. */
interface UnlockState {
  /** Hash of the password that the visitor has entered. */
  passwordHash: string | null;
  /** Whether a password was submitted, which must never be forwarded to the destination. */
  isFormSubmission: boolean;
}

type RedirectContext = Context<HttpEnvironment>;
type ResponseOrPromise = Response | Promise<Response>;

const locked: UnlockState = { passwordHash: null, isFormSubmission: false };

/**
 * Creates the redirect handlers. A redirect detects prefetches, looks up the link, checks its
 * status, responds and records the visit.
 */
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
      // Without a password, a form is meant for the destination, so its encoding does not matter
      // here.
      if (passwordHash !== null) {
        redirects.password += 1;
        return invalidFormResponse(c, error.message);
      }
    }
    const passwordRejection = await verifyPasswordForm(c, service, target, password, settings);
    // The link may have changed during the check.
    if (!passwordRejection)
      return respondToCode(c, code, { passwordHash, isFormSubmission: password !== undefined });
    if (passwordRejection.status !== 503)
      redirects[passwordRejection.status === 429 ? "limited" : "password"] += 1;
    return passwordRejection;
  }

  /** Responds according to the current state of the link. */
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

  /** Returns the response of an unavailable link, or undefined if the link is active. */
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

  /**
   * Redirects to the destination. After a form, the browser continues with GET (RFC 9110, section
   * 15.4.4).
   */
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
    // The link may have changed during the database query.
    if ((await find(shortCode)) !== target) return respondToCode(c, shortCode, unlocked);
    // No click is left until the link changes: later visitors need no database query.
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

/**
 * Returns whether the body must be read. A redirect that keeps the method would forward the
 * password, because a form can arrive after the link's password was removed.
 */
function needsFormBody(c: RedirectContext, { passwordHash, redirectType }: CachedTarget): boolean {
  return passwordHash !== null || (keepsMethod(redirectType) && mayBePasswordForm(c));
}
