import type { ServerResponse } from "node:http";

/**
 * Keeps a response for a single caller out of every cache. A Cache-Control header set by the
 * handler takes precedence. Sets the header on the raw response, because adding one to a finished
 * response copies it.
 */
export function preventCaching(outgoing: Pick<ServerResponse, "setHeader">): void {
  outgoing.setHeader("Cache-Control", "private, no-store");
}
