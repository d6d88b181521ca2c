import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import { linkStatus } from "../domain/links/linkStatus.ts";
import type { Service } from "../domain/service.ts";
import type { HttpEnvironment } from "../http/environment.ts";
import { NotUtf8Error } from "../http/requestBody.ts";
import { closedOutcomes, closedPage } from "./closedLink.ts";
import { takeClick } from "./limitedLink.ts";
import { isVisit, keepsMethod, takesMethod } from "./methods.ts";
import { badForm, gone, methodNotAllowed, notFound } from "./pages.ts";
import { askPassword, checkPassword, mayBeForm, sentPassword, waitForForm } from "./password.ts";
import { notYet, prefetchKind } from "./prefetch.ts";
import { type CachedTarget, createTargetCache } from "./targetCache.ts";
import { type VisitSettings, visitOf } from "./visitOf.ts";

export interface RedirectSettings extends VisitSettings {
  /** How many links are kept in memory at most. */
  rememberedLinks: number;
}

/** How requests for a code are answered. It has to be one, in either case. */
export interface Redirects {
  /** Answers GET, unless the browser asks before anybody goes there. */
  visit(c: RedirectContext, code: string): Answered;
  /** Answers other methods but POST. */
  other(c: RedirectContext, code: string): Answered;
  /** Answers POST, or undefined where a password may have to be read and checked: see `unlock`. */
  post(c: RedirectContext, code: string): Promise<Response | undefined>;
  /** Reads and checks the password that was sent, and answers. */
  unlock(c: RedirectContext, code: string): Promise<Response>;
}

/** What a visitor has shown already. */
interface Unlocked {
  /** The hash whose password they have sent. */
  passwordHash: string | null;
  /** They have sent a password, which must never be sent on to where the link leads. */
  byForm: boolean;
}

type RedirectContext = Context<HttpEnvironment>;
type Answered = Response | Promise<Response>;

const nothing: Unlocked = { passwordHash: null, byForm: false };

/** Makes what the program exists for: it identifies, looks up, decides, answers and notes the visit. */
export function createRedirects(service: Service, settings: RedirectSettings): Redirects {
  const lookUp = createTargetCache(service, settings.rememberedLinks);
  const { redirects, prefetches } = service.counters;
  const find = (code: string) => lookUp(code.toLowerCase());

  return { visit, other: (c, code) => answer(c, code, nothing), post, unlock };

  function visit(c: RedirectContext, code: string): Answered {
    const kind = prefetchKind(c.env.incoming);
    if (kind === undefined) return answer(c, code, nothing);
    prefetches[kind] += 1;
    return notYet();
  }

  async function post(c: RedirectContext, code: string): Promise<Response | undefined> {
    const target = await find(code);
    return target && needsForm(c, target) ? undefined : answerFor(c, target, nothing);
  }

  async function unlock(c: RedirectContext, code: string): Promise<Response> {
    const noRoom = await waitForForm(c);
    if (noRoom) return noRoom;
    const target = await find(code);
    if (!target) return answerNotFound(c);
    const closed = closedAnswer(c, target, Date.now());
    if (closed) return closed;
    const { passwordHash } = target;
    let password: string | undefined;
    try {
      password = await sentPassword(c);
    } catch (error) {
      if (!(error instanceof NotUtf8Error)) throw error;
      // A form for whoever the link leads to is none of ours.
      if (passwordHash !== null) {
        redirects.password += 1;
        return badForm(c, error.message);
      }
    }
    const refusal = await checkPassword(c, service, target, password, settings);
    // The check takes a while, in which the link may have become another.
    if (!refusal) return answer(c, code, { passwordHash, byForm: password !== undefined });
    if (refusal.status !== 503) redirects[refusal.status === 429 ? "limited" : "password"] += 1;
    return refusal;
  }

  /** Answers by what the link is now. */
  function answer(c: RedirectContext, code: string, unlocked: Unlocked): Answered {
    const found = find(code);
    return found instanceof Promise
      ? found.then((target) => answerFor(c, target, unlocked))
      : answerFor(c, found, unlocked);
  }

  function answerFor(
    c: RedirectContext,
    target: CachedTarget | null,
    unlocked: Unlocked,
  ): Answered {
    const now = Date.now();
    if (!target) return answerNotFound(c);
    const closed = closedAnswer(c, target, now);
    if (closed) return closed;
    if (!takesMethod(target.redirectType, c.env.incoming.method)) {
      redirects.methodNotAllowed += 1;
      return methodNotAllowed(c);
    }
    const { passwordHash } = target;
    if (passwordHash !== null && passwordHash !== unlocked.passwordHash) {
      redirects.password += 1;
      return askPassword(c, target.shortCode);
    }
    if (target.maxClicks !== null) return answerIfLeft(c, target, now, unlocked);
    noteVisit(c.env.incoming, target, now, false);
    return leadOn(c, target, unlocked);
  }

  /** The answer of a link that leads nowhere now; undefined where it leads on. */
  function closedAnswer(
    c: RedirectContext,
    target: CachedTarget,
    now: number,
  ): Response | undefined {
    const status = linkStatus(target, now);
    if (status === "ACTIVE") return undefined;
    redirects[closedOutcomes[status]] += 1;
    return closedPage(c, status, target, service.baseUrl);
  }

  function answerNotFound(c: RedirectContext): Response {
    redirects.notFound += 1;
    return notFound(c);
  }

  function answerGone(c: RedirectContext): Response {
    redirects.gone += 1;
    return gone(c);
  }

  /** After a form was sent, the browser goes on with GET (RFC 9110, section 15.4.4). */
  function leadOn(
    c: RedirectContext,
    { redirect, redirectType }: CachedTarget,
    { byForm }: Unlocked,
  ): Response {
    redirects.active += 1;
    const { method } = c.env.incoming;
    if (method === "GET" || method === "HEAD") return new Response(null, redirect);
    const status = keepsMethod(redirectType) && !byForm ? redirectType : 303;
    const headers = { ...redirect.headers, "Cache-Control": "private, no-store" };
    return new Response(null, { status, headers });
  }

  async function answerIfLeft(
    c: RedirectContext,
    target: CachedTarget,
    now: number,
    unlocked: Unlocked,
  ): Promise<Response> {
    if (await takeClick(service, c.env.incoming, target, now)) {
      noteVisit(c.env.incoming, target, now, true);
      return leadOn(c, target, unlocked);
    }
    const { shortCode } = target;
    // The link may have changed while the database was asked.
    if ((await find(shortCode)) !== target) return answer(c, shortCode, unlocked);
    // None will be left either until it changes: no visitor needs to ask again.
    target.clickCount = target.maxClicks ?? 0;
    return answerGone(c);
  }

  function noteVisit(
    incoming: IncomingMessage,
    target: CachedTarget,
    now: number,
    counted: boolean,
  ): void {
    if (!isVisit(incoming.method)) return;
    service.clickRecorder.record(visitOf(incoming, settings, target.id, now, counted));
  }
}

/** Where the method is kept the password would be sent on: a form can come after it was taken away. */
function needsForm(c: RedirectContext, { passwordHash, redirectType }: CachedTarget): boolean {
  return passwordHash !== null || (keepsMethod(redirectType) && mayBeForm(c));
}
