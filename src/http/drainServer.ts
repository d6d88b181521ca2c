import type { Server } from "node:http";
import { Server as SocketServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** Longer than a writer waits for a database that another program has locked. */
const drainMilliseconds = 5_250;
const closeIdleIntervalMilliseconds = 100;

/**
 * Stops accepting connections, and asks clients with each further response to close theirs.
 * Resolves when the last connection is closed.
 */
export function stopAccepting(server: Server): Promise<void> {
  server.prependListener("request", (_request, response) => {
    response.setHeader("Connection", "close");
  });
  // The HTTP server's own `close` also closes idle connections, whose clients may be about to send
  // a request.
  return new Promise((resolve) => SocketServer.prototype.close.call(server, () => resolve()));
}

/**
 * Keeps all connections open for the grace period, during which responses ask busy clients to close
 * theirs. Then closes idle connections and waits for responses in flight. The whole takes at most
 * 5.25 s, including the grace period. `closed` is the promise of `stopAccepting`.
 */
export async function closeConnections(
  server: Server,
  closed: Promise<void>,
  graceMilliseconds: number,
): Promise<void> {
  await Promise.race([delay(graceMilliseconds, undefined, { ref: false }), closed]);
  server.close();
  // A connection whose response ended only now would stay open for seconds, waiting for another
  // request.
  const closeIdleTimer = setInterval(
    () => server.closeIdleConnections(),
    closeIdleIntervalMilliseconds,
  );
  // Without this, a busy client would keep its connection, and the process, open forever.
  const closeAllTimer = setTimeout(
    () => server.closeAllConnections(),
    drainMilliseconds - graceMilliseconds,
  );
  await closed;
  clearInterval(closeIdleTimer);
  clearTimeout(closeAllTimer);
}
