import type { ServerResponse } from "node:http";

/**
 * Destroys the connection of an endless response when the service stops. A stream that ends properly
 * is complete for its client, which would not reconnect.
 */
export function cutOnShutdown(outgoing: ServerResponse, shutdownSignal: AbortSignal): void {
  const cut = () => outgoing.destroy();
  shutdownSignal.addEventListener("abort", cut, { once: true });
  outgoing.once("close", () => shutdownSignal.removeEventListener("abort", cut));
  if (shutdownSignal.aborted) cut();
}
