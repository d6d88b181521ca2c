import { isIP } from "node:net";
import type { Actor } from "../../core/auth/actor.ts";
import { ForbiddenError } from "../../core/errors.ts";
import { parseUrl } from "../../core/parseUrl.ts";

/** Origin of the page that sent a request with the visitor's cookie. */
export interface PageOrigin {
  /**
   * Whether the request cannot come from another site's page, so that its cookie can be trusted.
   */
  sameOrigin: boolean;
  /** Host of a page of this service that is not trusted, because it is not in the settings. */
  unknownHost?: string;
}

/**
 * Decides whether a request can come from another site's page. The request is safe if the operator
 * trusts its origin, or its origin is the service's own. It is also safe if the browser says so
 * (Fetch Metadata). A request with neither header is safe, because it does not come from a browser.
 * Over http, a page at an IP address or `localhost` is also safe if the request goes to the same
 * host. A DNS rebinding attack, which later points a name to this service, needs a name in DNS.
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

/** Returns whether the host is resolved without a name server. */
function isIpAddressOrLocalhost(hostname: string): boolean {
  return hostname === "localhost" || isIP(hostname.replace(/^\[|\]$/g, "")) !== 0;
}

/** A request that may use the visitor's cookie. */
interface CookieRequest extends PageOrigin {
  actor: Actor;
  reportUnknownHost: (host: string) => void;
}

/** Throws if a request that uses the visitor's cookie may come from another site's page. */
export function assertSameOrigin({
  sameOrigin,
  unknownHost,
  actor,
  reportUnknownHost,
}: CookieRequest): void {
  if (sameOrigin) return;
  if (unknownHost === undefined) {
    throw new ForbiddenError(
      "Cross-site requests with a session cookie are not allowed. Use an API token.",
    );
  }
  reportUnknownHost(unknownHost);
  throw new ForbiddenError(
    `Sign-in is not available at ${unknownHost}. Use ${actor.services.baseUrl.origin}, or ask the ` +
      "operator to add this host to BASE_URL or OTHER_HOSTS.",
  );
}
