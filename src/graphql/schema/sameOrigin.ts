import { isIP } from "node:net";
import type { Actor } from "../../core/actors/actor.ts";
import { ForbiddenError } from "../../core/errors.ts";
import { parseUrl } from "../../core/parseUrl.ts";

/** Where the page is that sent a request with the visitor's cookie. */
export interface PageOrigin {
  /** True where the request cannot come from a foreign page, so that a cookie may be acted on. */
  sameOrigin: boolean;
  /** The host of a page of this service that is not trusted, because no setting names it. */
  unknownHost?: string;
}

/**
 * Decides whether a request can come from a foreign page. It cannot where the operator trusts its
 * origin, or the browser says so (Fetch Metadata), or its origin is the service's own, or it comes
 * from no browser, which would send either. Under http, it cannot either where the page's address is
 * an IP address or `localhost` and the request goes there: to have a page at a name that leads here
 * later (DNS rebinding), it takes a name in DNS.
 */
export function checkOrigin(
  headers: Headers,
  baseUrl: URL,
  trustedOrigins: ReadonlySet<string>,
): PageOrigin {
  const origin = headers.get("origin");
  if (origin !== null && trustedOrigins.has(origin)) return { sameOrigin: true };
  const site = headers.get("sec-fetch-site");
  if (site) return { sameOrigin: site === "same-origin" || site === "none" };
  if (origin === null || origin === baseUrl.origin) return { sameOrigin: true };
  const page = parseUrl(origin);
  const requested = page && parseUrl(`${page.protocol}//${headers.get("host") ?? ""}`);
  if (!requested || requested.host !== page.host) return { sameOrigin: false };
  const isPlainHttp = page.protocol === "http:" && baseUrl.protocol === "http:";
  if (isPlainHttp && isIpAddressOrLocalhost(page.hostname)) return { sameOrigin: true };
  return { sameOrigin: false, unknownHost: page.host };
}

/** Whether no name server has a say in where the host is. */
function isIpAddressOrLocalhost(hostname: string): boolean {
  return hostname === "localhost" || isIP(hostname.replace(/^\[|\]$/g, "")) !== 0;
}

/** A request that may act on the visitor's cookie. */
interface CookieRequest extends PageOrigin {
  actor: Actor;
  reportUnknownHost: (host: string) => void;
}

/** Refuses what acts on the visitor's cookie where a foreign page may have sent the request. */
export function assertSameOrigin({
  sameOrigin,
  unknownHost,
  actor,
  reportUnknownHost,
}: CookieRequest): void {
  if (sameOrigin) return;
  if (unknownHost === undefined) {
    throw new ForbiddenError("A request that acts on the session cookie must come from this site.");
  }
  reportUnknownHost(unknownHost);
  throw new ForbiddenError(
    `Signing in works at ${actor.service.baseUrl.origin}. For it to work at ${unknownHost}, ` +
      "the operator must name this host in BASE_URL or OTHER_HOSTS.",
  );
}
