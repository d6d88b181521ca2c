import type { IncomingMessage } from "node:http";
import type { Context, MiddlewareHandler } from "hono";
import type { HttpEnvironment } from "./environment.ts";

/** What one connection may have waiting: only pipelining makes it more than one. */
const waitingOfConnection = 16;
const retryAfterSeconds = 1;
const detail = "The service has more to do than it can at the moment. Try again in a second.";

type Refuse = (
  c: Context<HttpEnvironment>,
  detail: string,
  headers: Record<string, string>,
) => Response;

/**
 * Refuses requests while so many others wait for their answers, together and of one connection.
 * A stream of events waits until it begins. Used for several doors, the room is theirs together.
 */
export function createWaitingRoom(
  seats: number,
): (refuse: Refuse) => MiddlewareHandler<HttpEnvironment> {
  let waiting = 0;
  const ofConnection = new WeakMap<IncomingMessage["socket"], number>();

  return (refuse) => async (c, next) => {
    const { socket } = c.env.incoming;
    const own = ofConnection.get(socket) ?? 0;
    if (waiting >= seats || own >= waitingOfConnection) {
      return refuse(c, detail, { "Retry-After": String(retryAfterSeconds) });
    }
    waiting++;
    ofConnection.set(socket, own + 1);
    try {
      return await next();
    } finally {
      waiting--;
      ofConnection.set(socket, (ofConnection.get(socket) ?? 1) - 1);
    }
  };
}
