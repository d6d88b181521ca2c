import type { Context, MiddlewareHandler } from "hono";
import { contentSecurityPolicy } from "./contentSecurityPolicy.ts";
import type { HttpEnvironment } from "./honoEnvironment.ts";

const yearSeconds = 31_536_000;

const baseHeaders = {
  "Content-Security-Policy": contentSecurityPolicy(),
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

/** Browsers apply these to secure origins only, and print warnings on others. */
const httpsHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Strict-Transport-Security": `max-age=${yearSeconds}`,
};

/** Returns the headers that protect a response from other sites. */
export function securityHeaders(baseUrl: URL): Record<string, string> {
  return baseUrl.protocol === "https:" ? { ...baseHeaders, ...httpsHeaders } : baseHeaders;
}

/**
 * Sets the security headers of any response. A page that needs more permissions sets its own
 * policy, which takes precedence. Set on the raw response, because adding a header to a finished
 * one copies it.
 */
export function setSecurityHeaders({ env }: Context<HttpEnvironment>): void {
  for (const [name, value] of Object.entries(env.securityHeaders)) {
    env.outgoing.setHeader(name, value);
  }
}

/** Sets the security headers of every response on its paths. */
export const securityHeadersMiddleware: MiddlewareHandler<HttpEnvironment> = (c, next) => {
  setSecurityHeaders(c);
  return next();
};
