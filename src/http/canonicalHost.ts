import type { MiddlewareHandler } from "hono";
import type { HttpEnvironment } from "./honoEnvironment.ts";

interface CanonicalHostOptions {
  baseUrl: URL;
  /** Host names that the service accepts in addition to that of the base URL. */
  otherHosts: string[];
  /** Number of trusted proxies in front of the service. */
  trustedProxyCount: number;
}

/**
 * Redirects a page on one of the other hosts to the same page at the base URL. Visitors can sign in
 * there, because cookies belong to one host. The host is the one that a trusted proxy reports.
 */
export function canonicalHost({
  baseUrl,
  otherHosts,
  trustedProxyCount,
}: CanonicalHostOptions): MiddlewareHandler<HttpEnvironment> {
  const otherNames = new Set(otherHosts.map(parseHostname));
  // If the base URL's host is also listed, the redirect would loop.
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

/** Returns the name in a Host header: lower case, without port and trailing dots. */
function parseHostname(host = ""): string | undefined {
  try {
    return new URL(`http://${host}`).hostname.replace(/\.+$/, "");
  } catch {
    return undefined;
  }
}
