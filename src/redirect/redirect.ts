import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import { isBot } from "../core/clicks/bots.ts";
import { consumeClick, hasClickLeft, markClickLimitReached } from "../core/links/clickLimit.ts";
import { type LinkKey, toLinkKey } from "../core/links/linkKey.ts";
import type { Services } from "../core/services.ts";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import { NotUtf8Error } from "../http/requestBody.ts";
import { decide, decideUnavailable, gone, notFound } from "./decide.ts";
import { isVisit, keepsMethod } from "./methods.ts";
import { parseVisit, type VisitOptions } from "./parseVisit.ts";
import {
  mayBePasswordForm,
  readSubmittedPassword,
  verifyPasswordForm,
  waitForForm,
} from "./passwordForm.ts";
import { detectPrefetch, prefetchResponse } from "./prefetch.ts";
import { respond } from "./respond.ts";
import { invalidFormResponse } from "./responses.ts";
import { type CachedTarget, createTargetCache } from "./targetCache.ts";

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
  unlockedHash: string | null;
  /** Whether a password was submitted, which must never be forwarded to the destination. */
  isFormSubmission: boolean;
}

type RedirectContext = Context<HttpEnvironment>;
type ResponseOrPromise = Response | Promise<Response>;

const locked: UnlockState = { unlockedHash: null, isFormSubmission: false };

/**
 * Creates the redirect handlers. A redirect detects prefetches, looks up the link, decides, consumes
 * a click if the link has a limit, records the visit and responds.
 */
export function createRedirectHandlers(
  services: Services,
  settings: RedirectOptions,
): RedirectHandlers {
  const find = createTargetCache(services, settings.linkCacheSize);
  const { redirects, prefetches } = services.counters;

  return {
    visit: (c, code) => {
      const kind = detectPrefetch(c.env.incoming);
      if (kind === undefined) return respondToKey(c, toLinkKey(code), locked);
      prefetches[kind] += 1;
      return prefetchResponse();
    },
    otherMethod: (c, code) => respondToKey(c, toLinkKey(code), locked),
    post: async (c, code) => {
      const target = await find(toLinkKey(code));
      return target && needsFormBody(c, target) ? undefined : respondToTarget(c, target, locked);
    },
    unlock: async (c, code) => {
      const bodyRejection = await waitForForm(c);
      return bodyRejection ?? unlock(c, toLinkKey(code));
    },
  };

  async function unlock(c: RedirectContext, linkKey: LinkKey): Promise<Response> {
    const target = await find(linkKey);
    if (!target) return respond(c, services, notFound, false);
    const unavailable = decideUnavailable(target, Date.now());
    if (unavailable) return respond(c, services, unavailable, false);
    const { passwordHash: unlockedHash } = target;
    let password: string | undefined;
    try {
      password = await readSubmittedPassword(c);
    } catch (error) {
      if (!(error instanceof NotUtf8Error)) throw error;
      // Without a password, a form is meant for the destination, so its encoding does not matter
      // here.
      if (unlockedHash !== null) {
        redirects.password += 1;
        return invalidFormResponse(c, error.message);
      }
    }
    const rejection = await verifyPasswordForm(c, services, target, password, settings);
    if (rejection) {
      if (rejection.status !== 503)
        redirects[rejection.status === 429 ? "limited" : "password"] += 1;
      return rejection;
    }
    // The link may have changed during the check.
    return respondToKey(c, linkKey, { unlockedHash, isFormSubmission: password !== undefined });
  }

  /** Responds according to the current state of the link. */
  function respondToKey(
    c: RedirectContext,
    linkKey: LinkKey,
    unlocked: UnlockState,
  ): ResponseOrPromise {
    const lookup = find(linkKey);
    return lookup instanceof Promise
      ? lookup.then((target) => respondToTarget(c, target, unlocked))
      : respondToTarget(c, lookup, unlocked);
  }

  function respondToTarget(
    c: RedirectContext,
    target: CachedTarget | null,
    { unlockedHash, isFormSubmission }: UnlockState,
  ): ResponseOrPromise {
    const now = Date.now();
    const { method } = c.env.incoming;
    const decision = decide(target, { method, unlockedHash }, now);
    if (decision.outcome === "consumeClick") {
      return respondIfClickLeft(c, decision.target, now, { unlockedHash, isFormSubmission });
    }
    if (decision.outcome === "active") recordVisit(c.env.incoming, decision.target, now, false);
    return respond(c, services, decision, isFormSubmission);
  }

  async function respondIfClickLeft(
    c: RedirectContext,
    target: CachedTarget,
    now: number,
    unlocked: UnlockState,
  ): Promise<Response> {
    const { isFormSubmission } = unlocked;
    if (await mayRedirect(c.env.incoming, target, now)) {
      recordVisit(c.env.incoming, target, now, true);
      return respond(c, services, { outcome: "active", target }, isFormSubmission);
    }
    // The link may have changed during the database query.
    if ((await find(target.linkKey)) !== target) return respondToKey(c, target.linkKey, unlocked);
    markClickLimitReached(target);
    return respond(c, services, gone, isFormSubmission);
  }

  /**
   * Returns whether a link with a click limit has a click left for this request. Visits by people
   * consume it. Bots, and requests that are not visits, are redirected while a click is left and
   * consume none.
   */
  function mayRedirect(
    { method, headers }: IncomingMessage,
    target: CachedTarget,
    now: number,
  ): Promise<boolean> {
    return isVisit(method) && !isBot(headers["user-agent"] ?? "")
      ? consumeClick(services, target, now)
      : hasClickLeft(services, target);
  }

  function recordVisit(
    incoming: IncomingMessage,
    target: CachedTarget,
    now: number,
    counted: boolean,
  ): void {
    if (!isVisit(incoming.method)) return;
    services.clickRecorder.record(parseVisit(incoming, settings, target.id, now, counted));
  }
}

/**
 * Returns whether the body must be read. A redirect that keeps the method would forward the
 * password, because a form can arrive after the link's password was removed.
 */
function needsFormBody(c: RedirectContext, { passwordHash, redirectType }: CachedTarget): boolean {
  return passwordHash !== null || (keepsMethod(redirectType) && mayBePasswordForm(c));
}
