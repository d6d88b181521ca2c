import type { IncomingMessage } from "node:http";
import type { Context, Hono } from "hono";
import { linkStatus } from "../domain/links/linkStatus.ts";
import { isShortCode } from "../domain/links/shortCode.ts";
import type { Service } from "../domain/service.ts";
import type { HttpEnvironment } from "../http/environment.ts";
import { closedOutcomes, closedPage } from "./closedLink.ts";
import { takeClick } from "./limitedLink.ts";
import { gone, notFound } from "./pages.ts";
import { askPassword, checkPassword } from "./password.ts";
import { preview } from "./preview.ts";
import { type CachedTarget, createTargetCache } from "./targetCache.ts";
import { type VisitSettings, visitOf } from "./visitOf.ts";

export interface RedirectSettings extends VisitSettings {
  /** How many links are kept in memory at most. */
  rememberedLinks: number;
}

type RedirectContext = Context<HttpEnvironment>;

/** Mounts `/:code`, the path that the program exists for, and its preview `/:code+`. */
export function mountRedirects(
  app: Hono<HttpEnvironment>,
  service: Service,
  settings: RedirectSettings,
): void {
  const lookUp = createTargetCache(service, settings.rememberedLinks);
  const { redirects } = service.activity;
  const find = (code: string) => (isShortCode(code) ? lookUp(code.toLowerCase()) : null);

  app.get("/:code", (c) => {
    const code = c.req.param("code");
    if (!code.endsWith("+")) return answer(c, code, null);
    redirects.preview += 1;
    return preview(c, service, code.slice(0, -1));
  });

  app.post("/:code", async (c) => {
    const code = c.req.param("code");
    const target = await find(code);
    if (!target) return answerNotFound(c);
    const closed = closedAnswer(c, target, Date.now());
    if (closed) return closed;
    const refusal = await checkPassword(c, service, target, settings);
    // The check takes a while, in which the link may have become another.
    if (!refusal) return answer(c, code, target.passwordHash);
    redirects[refusal.status === 429 ? "limited" : "password"] += 1;
    return refusal;
  });

  /** Answers by what the link is now. `opened` is the hash whose password the visitor has sent. */
  function answer(
    c: RedirectContext,
    code: string,
    opened: string | null,
  ): Response | Promise<Response> {
    const found = find(code);
    return found instanceof Promise
      ? found.then((target) => answerFor(c, target, opened))
      : answerFor(c, found, opened);
  }

  function answerFor(
    c: RedirectContext,
    target: CachedTarget | null,
    opened: string | null,
  ): Response | Promise<Response> {
    const now = Date.now();
    if (!target) return answerNotFound(c);
    const closed = closedAnswer(c, target, now);
    if (closed) return closed;
    const { passwordHash } = target;
    if (passwordHash !== null && passwordHash !== opened) {
      redirects.password += 1;
      return askPassword(c, target.shortCode);
    }
    if (target.maxClicks !== null) return answerIfLeft(c, target, now, opened);
    noteVisit(c.env.incoming, target, now, false);
    return leadOn(c, target);
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
  function leadOn(c: RedirectContext, { redirect }: CachedTarget): Response {
    redirects.active += 1;
    if (c.env.incoming.method !== "POST") return new Response(null, redirect);
    const headers = { ...redirect.headers, "Cache-Control": "private, no-store" };
    return new Response(null, { status: 303, headers });
  }

  async function answerIfLeft(
    c: RedirectContext,
    target: CachedTarget,
    now: number,
    opened: string | null,
  ): Promise<Response> {
    if (await takeClick(service, c.env.incoming, target, now)) {
      noteVisit(c.env.incoming, target, now, true);
      return leadOn(c, target);
    }
    const { shortCode } = target;
    // The link may have changed while the database was asked.
    if ((await find(shortCode)) !== target) return answer(c, shortCode, opened);
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
    if (incoming.method === "HEAD") return;
    service.clicks.record(visitOf(incoming, settings, target.id, now, counted));
  }
}
