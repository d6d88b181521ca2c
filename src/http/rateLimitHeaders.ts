import type { ServerResponse } from "node:http";

interface Standing {
  tries: number;
  seconds: number;
  left: number;
  resetSeconds: number;
}

/**
 * Tells the caller what is left of the budget of requests (draft-ietf-httpapi-ratelimit-headers-10).
 * On the raw answer, because adding a header to a finished one makes a copy of it.
 */
export function writeRateLimit(outgoing: Pick<ServerResponse, "setHeader">, standing: Standing) {
  const { tries, seconds, left, resetSeconds } = standing;
  outgoing.setHeader("RateLimit-Policy", `"default";q=${tries};w=${seconds}`);
  outgoing.setHeader("RateLimit", `"default";r=${left};t=${resetSeconds}`);
}
