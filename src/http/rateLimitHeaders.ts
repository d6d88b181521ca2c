import type { ServerResponse } from "node:http";

interface RateLimitStatus {
  name: string;
  limit: number;
  windowSeconds: number;
  remaining: number;
  resetSeconds: number;
}

/**
 * Reports the status of a rate limit to the caller: the request limit or the exceeded one
 * (draft-ietf-httpapi-ratelimit-headers-10), and then also when to try again (RFC 9110, 10.2.3). Sets the headers on the raw response, because adding
 * one to a finished response copies it.
 */
export function setRateLimitHeaders(
  outgoing: Pick<ServerResponse, "setHeader">,
  status: RateLimitStatus,
  isExceeded = false,
): void {
  const { name, limit, windowSeconds, remaining, resetSeconds } = status;
  outgoing.setHeader("RateLimit-Policy", `"${name}";q=${limit};w=${windowSeconds}`);
  outgoing.setHeader("RateLimit", `"${name}";r=${remaining};t=${resetSeconds}`);
  if (isExceeded) outgoing.setHeader("Retry-After", String(resetSeconds));
}
