import { ForbiddenError } from "../domain/errors.ts";
import type { Context } from "./context.ts";

/**
 * True where a request cannot come from a foreign page: the operator trusts its origin, or the
 * browser says so (Fetch Metadata), or its origin is the service's own, or it comes from no browser,
 * which would send either.
 */
export function isSameOrigin(
  headers: Headers,
  baseUrl: URL,
  trustedOrigins: ReadonlySet<string>,
): boolean {
  const origin = headers.get("origin");
  if (origin !== null && trustedOrigins.has(origin)) return true;
  const site = headers.get("sec-fetch-site");
  if (site) return site === "same-origin" || site === "none";
  return origin === null || origin === baseUrl.origin;
}

/** Refuses what acts on the visitor's cookie where a foreign page may have sent the request. */
export function requireSameOrigin({ sameOrigin }: Context): void {
  if (!sameOrigin) {
    throw new ForbiddenError("A request that acts on the session cookie must come from this site.");
  }
}
