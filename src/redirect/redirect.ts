import type { Context } from "hono";
import { findTarget } from "../domain/links/findTarget.ts";
import { linkStatus } from "../domain/links/linkStatus.ts";
import { redirectLocation } from "../domain/links/originalUrl.ts";
import { isShortCode } from "../domain/links/shortCode.ts";
import type { Service } from "../domain/service.ts";
import type { HttpEnvironment } from "../http/environment.ts";
import { gone, notFound } from "./pages.ts";

const cacheControl = (redirectType: number) =>
  redirectType === 301 || redirectType === 308 ? "private, max-age=90" : "private, no-store";

/** Answers GET and HEAD of a short code: looks it up, decides, answers, notes the click. */
export function createRedirect(service: Service) {
  return async (c: Context<HttpEnvironment>): Promise<Response> => {
    const code = c.req.param("code") ?? "";
    const target = isShortCode(code) ? await findTarget(service, code.toLowerCase()) : null;
    if (!target?.isActive) return notFound(c);
    const now = Date.now();
    if (linkStatus(target, now) !== "ACTIVE") return gone(c);
    if (c.req.method !== "HEAD") service.clicks.record(target.id, now);
    return new Response(null, {
      status: target.redirectType,
      headers: {
        Location: redirectLocation(target.originalUrl),
        "Cache-Control": cacheControl(target.redirectType),
      },
    });
  };
}
