import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Logger } from "pino";
import type { HttpEnvironment } from "./honoEnvironment.ts";
import { createLogRateLimit } from "./logRateLimit.ts";

/** Never an API token, which somebody may put into the wrong header: ids are logged. */
const acceptedId = /^(?!lnk7_)[A-Za-z0-9_-]{8,64}$/i;

/** Requests of accounts are limited, and each is a line unless it fails. Of others come any number. */
const linesPerSecond = 10;

/**
 * Gives each request an id, a caller's own if it is short and plain, and logs one line about it.
 * Of requests that fail, or come from no account, ten lines a second of each status, then their number.
 * The line holds the route, not the address: paths and queries may carry what is nobody's business.
 */
export function requestLog(logger: Logger): MiddlewareHandler<HttpEnvironment> {
  const mayLog = createLogRateLimit<number>(linesPerSecond, (status, requests) =>
    logger.info({ status, requests }, "requests not logged"),
  );
  return async (c, next) => {
    const suppliedId = c.req.header("x-request-id") ?? "";
    const requestId = acceptedId.test(suppliedId) ? suppliedId : randomUUID();
    const log = logger.child({ requestId });
    c.set("requestId", requestId);
    c.set("log", log);
    const start = performance.now();
    // On the raw answer, because adding a header to a finished one makes a copy of it.
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
