import type { MiddlewareHandler } from "hono";
import type { HttpEnvironment } from "./environment.ts";

interface HostSettings {
  baseUrl: URL;
  /** Names under which the service answers beside that of the base URL. */
  otherHosts: string[];
  /** Proxies in front whose word is taken. */
  trustedHops: number;
}

/**
 * Leads a page that is asked for under one of the other hosts to the same page at the base URL, where
 * its visitor can sign in: cookies belong to one host. The host is what a trusted proxy says it was.
 */
export function canonicalHost({
  baseUrl,
  otherHosts,
  trustedHops,
}: HostSettings): MiddlewareHandler<HttpEnvironment> {
  const others = new Set(otherHosts.map(nameOf));
  // Where somebody names it twice, it would lead to itself for ever.
  others.delete(nameOf(baseUrl.host));
  return async (c, next) => {
    const isRead = c.req.method === "GET" || c.req.method === "HEAD";
    const forwarded = trustedHops > 0 ? c.req.header("x-forwarded-host") : undefined;
    const host = nameOf(forwarded?.split(",").at(-1)?.trim() || c.req.header("host"));
    if (!isRead || host === undefined || !others.has(host)) return next();
    const { pathname, search } = new URL(c.req.url);
    return c.redirect(baseUrl.origin + pathname + search, 302);
  };
}

/** The name in a Host header: lower case, without a port and dots at its end. */
function nameOf(host = ""): string | undefined {
  try {
    return new URL(`http://${host}`).hostname.replace(/\.+$/, "");
  } catch {
    return undefined;
  }
}
