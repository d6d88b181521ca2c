import type { IncomingMessage } from "node:http";
import type { PrefetchKind } from "../core/operationalCounters.ts";

/**
 * Returns why a browser requests the link before the visitor opens it, or undefined for an actual
 * visit. Reads the header of Fetch, section 3.10, and its predecessors. Some browsers show an image
 * of the page as a preview.
 */
export function detectPrefetch({ headers }: IncomingMessage): PrefetchKind | undefined {
  const { "sec-purpose": secure, purpose: plain, "x-purpose": safari, "x-moz": firefox } = headers;
  // Nearly all requests return here. The rest costs more than the lookup of a link.
  if (!(secure ?? plain ?? safari ?? firefox)) return undefined;
  const purpose = [secure, plain, safari, firefox].join().toLowerCase();
  return (["prerender", "prefetch", "preview"] as const).find((kind) => purpose.includes(kind));
}

/**
 * Returns the response to a prefetch. A redirect would be reused for the following click, which
 * would then not be counted. After a 503, the browser sends the request again.
 */
export function prefetchResponse(): Response {
  return new Response(null, {
    status: 503,
    headers: { "Cache-Control": "no-store", "Content-Length": "0" },
  });
}
