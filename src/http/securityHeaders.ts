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

/** Browsers heed these of secure origins only, and complain of them elsewhere. */
const httpsHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Strict-Transport-Security": `max-age=${yearSeconds}`,
};

/** The headers that tell browsers to keep other sites away from an answer. */
export function securityHeaders(baseUrl: URL): Record<string, string> {
  return baseUrl.protocol === "https:" ? { ...baseHeaders, ...httpsHeaders } : baseHeaders;
}

/**
 * Protects the answer, whatever it will be. A page that needs more sets its own policy, which goes
 * before. Set on the raw answer, because adding a header to a finished one makes a copy of it.
 */
export function setSecurityHeaders({ env }: Context<HttpEnvironment>): void {
  for (const [name, value] of Object.entries(env.securityHeaders)) {
    env.outgoing.setHeader(name, value);
  }
}

/** Protects every answer of the paths where it is used. */
export const securityHeadersMiddleware: MiddlewareHandler<HttpEnvironment> = (c, next) => {
  setSecurityHeaders(c);
  return next();
};
