import type { IncomingMessage } from "node:http";
import type { Context, Hono } from "hono";
import { linkStatus } from "../domain/links/linkStatus.ts";
import { isShortCode } from "../domain/links/shortCode.ts";
import type { Service } from "../domain/service.ts";
import type { HttpEnvironment } from "../http/environment.ts";
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
  const find = (code: string) => (isShortCode(code) ? lookUp(code.toLowerCase()) : null);

  app.get("/:code", (c) => {
    const code = c.req.param("code");
    if (code.endsWith("+")) return preview(c, service, code.slice(0, -1));

    const target = find(code);
    const now = Date.now();
    if (!target) return notFound(c);
    const closed = closedAnswer(c, target, now);
    if (closed) return closed;
    if (target.passwordHash !== null) return askPassword(c);
    return leadOn(c, target, now, target.redirect);
  });

  app.post("/:code", async (c) => {
    const target = find(c.req.param("code"));
    const now = Date.now();
    if (!target) return notFound(c);
    const closed = closedAnswer(c, target, now);
    if (closed) return closed;
    const refusal = await checkPassword(c, service, target, settings);
    if (refusal) return refusal;

    // After a form was sent, the browser goes on with GET (RFC 9110, section 15.4.4).
    return leadOn(c, target, now, { ...target.redirect, status: 303 });
  });

  function leadOn(
    c: RedirectContext,
    target: CachedTarget,
    now: number,
    redirect: ResponseInit,
  ): Response | Promise<Response> {
    if (target.maxClicks !== null) return leadOnIfLeft(c, target, now, redirect);
    noteVisit(c.env.incoming, target, now, false);
    return new Response(null, redirect);
  }

  async function leadOnIfLeft(
    c: RedirectContext,
    target: CachedTarget,
    now: number,
    redirect: ResponseInit,
  ): Promise<Response> {
    if (!(await takeClick(service, c.env.incoming, target, now))) return gone(c);
    noteVisit(c.env.incoming, target, now, true);
    return new Response(null, redirect);
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

/** The answer of a link that leads nowhere now; undefined where it leads on. */
function closedAnswer(c: RedirectContext, target: CachedTarget, now: number): Response | undefined {
  const status = linkStatus(target, now);
  if (status === "ACTIVE") return undefined;
  return status === "INACTIVE" ? notFound(c) : gone(c);
}
