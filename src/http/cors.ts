import type { MiddlewareHandler } from "hono";
import type { HttpEnvironment } from "./honoEnvironment.ts";

/** Maximum time for which Chromium caches a preflight response. */
const preflightSeconds = 7_200;

const preflightHeaders = {
  "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE",
  "Access-Control-Max-Age": String(preflightSeconds),
};

/** Also those that clients and tracing add. With cookies, a star is no wildcard. */
const headersWithCookie = [
  "Authorization",
  "Content-Type",
  "X-Request-Id",
  "Idempotency-Key",
  "If-Match",
  "If-None-Match",
  "Last-Event-ID",
  "traceparent",
  "tracestate",
  "baggage",
  "sentry-trace",
  "apollographql-client-name",
  "apollographql-client-version",
  "apollo-require-preflight",
].join(", ");
/** A star does not include Authorization (Fetch, section 3.3.5). */
const headersWithoutCookie = "*, Authorization";

const exposedHeaders =
  "Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-Id";

/**
 * Tells browsers whose pages may send requests (Fetch, section 3.3). The given origins may send the
 * visitor's cookie. All others may send only an API token, which browsers never add automatically.
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
      // For requests with a cookie, browsers treat a star as a rejection.
      outgoing.setHeader("Access-Control-Allow-Origin", "*");
    }
    const isPreflight = c.req.method === "OPTIONS" && c.req.header("access-control-request-method");
    if (!isPreflight) return next();
    return c.body(null, 204, {
      ...preflightHeaders,
      "Access-Control-Allow-Headers": origins.has(origin)
        ? headersWithCookie
        : headersWithoutCookie,
    });
  };
}
