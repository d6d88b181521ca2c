import type { IncomingMessage } from "node:http";
import type { Context, MiddlewareHandler } from "hono";
import type { HttpEnvironment } from "./environment.ts";

/** What one connection may have waiting: only pipelining makes it more than one. */
const waitingOfConnection = 16;
const shareOfNetwork = 0.1;
const retryAfterSeconds = 1;
const detail = "The service has more to do than it can at the moment. Try again in a second.";

type Refuse = (
  c: Context<HttpEnvironment>,
  detail: string,
  headers: Record<string, string>,
) => Response;

/**
 * Refuses requests while so many others wait for their answers, together, of one connection, and
 * from one network, which has a tenth of the seats; without `networkOf` it may have all. A stream
 * of events waits until it begins. Used for several doors, the room is theirs together.
 */
export function createWaitingRoom(
  seats: number,
  networkOf?: (request: IncomingMessage) => string,
): (refuse: Refuse) => MiddlewareHandler<HttpEnvironment> {
  let waiting = 0;
  const ofConnection = new WeakMap<IncomingMessage["socket"], number>();
  const ofNetwork = new Map<string, number>();
  const seatsOfNetwork = networkOf ? Math.ceil(seats * shareOfNetwork) : seats;

  return (refuse) => async (c, next) => {
    const { incoming } = c.env;
    const { socket } = incoming;
    const network = networkOf?.(incoming) ?? "";
    const own = ofConnection.get(socket) ?? 0;
    const neighbours = ofNetwork.get(network) ?? 0;
    if (waiting >= seats || own >= waitingOfConnection || neighbours >= seatsOfNetwork) {
      return refuse(c, detail, { "Retry-After": String(retryAfterSeconds) });
    }
    waiting++;
    ofConnection.set(socket, own + 1);
    ofNetwork.set(network, neighbours + 1);
    try {
      return await next();
    } finally {
      waiting--;
      ofConnection.set(socket, (ofConnection.get(socket) ?? 1) - 1);
      const left = (ofNetwork.get(network) ?? 1) - 1;
      if (left > 0) ofNetwork.set(network, left);
      else ofNetwork.delete(network);
    }
  };
}
