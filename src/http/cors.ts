import type { MiddlewareHandler } from "hono";
import type { HttpEnvironment } from "./honoEnvironment.ts";

/** As long as Chromium keeps an answer to a preflight request. */
const preflightSeconds = 7_200;

const preflightHeaders = {
  "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE",
  "Access-Control-Allow-Headers": "Authorization, Content-Type, X-Request-Id",
  "Access-Control-Max-Age": String(preflightSeconds),
};

const exposedHeaders =
  "Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-Id";

/**
 * Tells browsers whose pages may call (Fetch, section 3.3): those of the given origins with the
 * visitor's cookie, and all others without, that is with an API token, which no browser adds by itself.
 */
export function cors(origins: ReadonlySet<string>): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    const { outgoing } = c.env;
    const origin = c.req.header("origin") ?? "";
    outgoing.setHeader("Vary", "Origin");
    outgoing.setHeader("Access-Control-Expose-Headers", exposedHeaders);
    if (origins.has(origin)) {
      outgoing.setHeader("Access-Control-Allow-Origin", origin);
      outgoing.setHeader("Access-Control-Allow-Credentials", "true");
    } else {
      // Browsers take a star for a refusal of whatever was asked with a cookie.
      outgoing.setHeader("Access-Control-Allow-Origin", "*");
    }
    const isPreflight = c.req.method === "OPTIONS" && c.req.header("access-control-request-method");
    return isPreflight ? c.body(null, 204, preflightHeaders) : next();
  };
}
