import type { Server } from "node:http";
import { Server as SocketServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** Longer than a writer waits for a database that another program holds. */
const drainMilliseconds = 5_250;
const closeIdleIntervalMilliseconds = 100;

/**
 * Refuses new connections, and asks with each answer from now on not to use its connection again.
 * Fulfilled when the last one is closed.
 */
export function stopAccepting(server: Server): Promise<void> {
  server.prependListener("request", (_request, response) => {
    response.setHeader("Connection", "close");
  });
  // The HTTP server's own `close` also hangs up on idle clients, one of whom may be about to ask.
  return new Promise((resolve) => SocketServer.prototype.close.call(server, () => resolve()));
}

/**
 * Hangs up on nobody for the grace, in which busy clients are asked to leave by their next answer. Then
 * hangs up on idle ones and lets answers in flight end, for some seconds at most, the grace among them.
 * `closed` is what `stopAccepting` answered.
 */
export async function closeConnections(
  server: Server,
  closed: Promise<void>,
  graceMilliseconds: number,
): Promise<void> {
  await Promise.race([delay(graceMilliseconds, undefined, { ref: false }), closed]);
  server.close();
  // A connection whose answer ended only now would be kept for seconds, in case of another request.
  const closeIdleTimer = setInterval(
    () => server.closeIdleConnections(),
    closeIdleIntervalMilliseconds,
  );
  // Without this a busy client would keep its connection, and the process, for ever.
  const closeAllTimer = setTimeout(
    () => server.closeAllConnections(),
    drainMilliseconds - graceMilliseconds,
  );
  await closed;
  clearInterval(closeIdleTimer);
  clearTimeout(closeAllTimer);
}
