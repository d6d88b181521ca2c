import type { IncomingMessage } from "node:http";
import type { PrefetchKind } from "../core/operationalCounters.ts";

/**
 * Why a browser asks before anybody has gone there (Fetch, section 3.10, and what browsers sent before
 * it); undefined where somebody has. For a preview some show a picture of the page.
 */
export function detectPrefetch({ headers }: IncomingMessage): PrefetchKind | undefined {
  const { "sec-purpose": secure, purpose: plain, "x-purpose": safari, "x-moz": firefox } = headers;
  // That of nearly all requests, and the rest costs more than the look-up of a link.
  if (!(secure ?? plain ?? safari ?? firefox)) return undefined;
  const purpose = [secure, plain, safari, firefox].join().toLowerCase();
  return (["prerender", "prefetch", "preview"] as const).find((kind) => purpose.includes(kind));
}

/**
 * The answer to a request that goes before. One that redirected would be used for the click that may
 * follow, and that click never be counted; after 503 the browser asks again.
 */
export function prefetchResponse(): Response {
  return new Response(null, {
    status: 503,
    headers: { "Cache-Control": "no-store", "Content-Length": "0" },
  });
}
