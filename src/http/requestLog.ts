import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Logger } from "pino";
import type { HttpEnvironment } from "./honoEnvironment.ts";
import { createLogRateLimit } from "./logRateLimit.ts";

/** Excludes API tokens, because a client may put one into the wrong header and IDs are logged. */
const acceptedId = /^(?!lnk7_)[A-Za-z0-9_-]{8,64}$/i;

/**
 * Bounds the lines of failed and anonymous requests. Successful requests of accounts are
 * rate-limited, so each is logged.
 */
const linesPerSecond = 10;

/**
 * Assigns an ID to each request, or accepts the caller's own if it is short and plain, and logs one
 * line about it. Failed and anonymous requests log ten lines per second and status, then their
 * number. The line contains the route, not the URL, because paths and queries may contain private
 * data.
 */
export function requestLog(logger: Logger): MiddlewareHandler<HttpEnvironment> {
  const mayLog = createLogRateLimit<number>(linesPerSecond, (status, requests) =>
    logger.info({ status, requests }, "Requests were not logged."),
  );
  return async (c, next) => {
    const suppliedId = c.req.header("x-request-id") ?? "";
    const requestId = acceptedId.test(suppliedId) ? suppliedId : randomUUID();
    const log = logger.child({ requestId });
    c.set("requestId", requestId);
    c.set("log", log);
    const start = performance.now();
    // Set on the raw response, because adding a header to a finished one copies it.
    c.env.outgoing.setHeader("X-Request-Id", requestId);
    await next();
    const { status } = c.res;
    const isBounded = c.var.accountId !== undefined && status < 400;
    if (!isBounded && !mayLog(status)) return;
    log.info(
      {
        method: c.env.incoming.method,
        route: routePath(c),
        status,
        milliseconds: Math.round((performance.now() - start) * 10) / 10,
      },
      "request",
    );
  };
}
