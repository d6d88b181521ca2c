import type { ServerResponse } from "node:http";

interface RateLimitStatus {
  name: string;
  limit: number;
  windowSeconds: number;
  remaining: number;
  resetSeconds: number;
}

/**
 * Tells the caller what is left of a budget, that of requests or the one that is spent (draft-ietf-httpapi-ratelimit-headers-10).
 * On the raw answer, because adding a header to a finished one makes a copy of it.
 */
export function setRateLimitHeaders(
  outgoing: Pick<ServerResponse, "setHeader">,
  status: RateLimitStatus,
) {
  const { name, limit, windowSeconds, remaining, resetSeconds } = status;
  outgoing.setHeader("RateLimit-Policy", `"${name}";q=${limit};w=${windowSeconds}`);
  outgoing.setHeader("RateLimit", `"${name}";r=${remaining};t=${resetSeconds}`);
}
