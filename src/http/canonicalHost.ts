import type { MiddlewareHandler } from "hono";
import type { HttpEnvironment } from "./honoEnvironment.ts";

interface CanonicalHostOptions {
  baseUrl: URL;
  /** Names under which the service answers beside that of the base URL. */
  otherHosts: string[];
  /** Proxies in front whose word is taken. */
  trustedProxyCount: number;
}

/**
 * Leads a page that is asked for under one of the other hosts to the same page at the base URL, where
 * its visitor can sign in: cookies belong to one host. The host is what a trusted proxy says it was.
 */
export function canonicalHost({
  baseUrl,
  otherHosts,
  trustedProxyCount,
}: CanonicalHostOptions): MiddlewareHandler<HttpEnvironment> {
  const otherNames = new Set(otherHosts.map(parseHostname));
  // Where somebody names it twice, it would lead to itself for ever.
  otherNames.delete(parseHostname(baseUrl.host));
  return async (c, next) => {
    const isRead = c.req.method === "GET" || c.req.method === "HEAD";
    const forwarded = trustedProxyCount > 0 ? c.req.header("x-forwarded-host") : undefined;
    const host = parseHostname(forwarded?.split(",").at(-1)?.trim() || c.req.header("host"));
    if (!isRead || host === undefined || !otherNames.has(host)) return next();
    const { pathname, search } = new URL(c.req.url);
    return c.redirect(baseUrl.origin + pathname + search, 302);
  };
}

/** The name in a Host header: lower case, without a port and dots at its end. */
function parseHostname(host = ""): string | undefined {
  try {
    return new URL(`http://${host}`).hostname.replace(/\.+$/, "");
  } catch {
    return undefined;
  }
}
