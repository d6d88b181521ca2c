import type { ServerResponse } from "node:http";

/**
 * Keeps an answer that is for one caller out of every cache. One that says otherwise itself goes before.
 * On the raw answer, because adding a header to a finished one makes a copy of it.
 */
export function preventCaching(outgoing: Pick<ServerResponse, "setHeader">): void {
  outgoing.setHeader("Cache-Control", "private, no-store");
}
