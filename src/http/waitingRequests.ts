import type { IncomingMessage } from "node:http";
import type { Context, MiddlewareHandler } from "hono";
import type { ArrivingBodies } from "./arrivingBodies.ts";
import type { HttpEnvironment } from "./environment.ts";
import type { Seat } from "./seat.ts";

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

interface RoomSettings {
  seats: number;
  /** Where bodies are counted that are under way. */
  arrivingBodies: ArrivingBodies;
  networkOf: ((request: IncomingMessage) => string) | undefined;
}

/**
 * Refuses requests while so many others wait for their answers, together, of one connection, and
 * from one network, which has a tenth of the seats; without `networkOf` it may have all. A stream
 * of events waits until it begins. Used for several doors, the room is theirs together.
 */
export function createWaitingRoom({
  seats,
  arrivingBodies,
  networkOf,
}: RoomSettings): (refuse: Refuse) => MiddlewareHandler<HttpEnvironment> {
  let waiting = 0;
  const ofConnection = new WeakMap<IncomingMessage["socket"], number>();
  const ofNetwork = new Map<string, number>();
  const seatsOfNetwork = networkOf ? Math.ceil(seats * shareOfNetwork) : seats;

  function createSeat({ socket }: IncomingMessage, network: string, refuse: () => Response): Seat {
    let isTaken = false;
    return {
      network,
      arrivingBodies,
      refuse,
      take: () => {
        const own = ofConnection.get(socket) ?? 0;
        const neighbours = ofNetwork.get(network) ?? 0;
        if (waiting >= seats || own >= waitingOfConnection || neighbours >= seatsOfNetwork) {
          return false;
        }
        isTaken = true;
        waiting++;
        ofConnection.set(socket, own + 1);
        ofNetwork.set(network, neighbours + 1);
        return true;
      },
      leave: () => {
        if (!isTaken) return;
        isTaken = false;
        waiting--;
        ofConnection.set(socket, (ofConnection.get(socket) ?? 1) - 1);
        const left = (ofNetwork.get(network) ?? 1) - 1;
        if (left > 0) ofNetwork.set(network, left);
        else ofNetwork.delete(network);
      },
    };
  }

  return (refuse) => async (c, next) => {
    const { incoming } = c.env;
    const headers = { "Retry-After": String(retryAfterSeconds) };
    const seat = createSeat(incoming, networkOf?.(incoming) ?? "", () =>
      refuse(c, detail, headers),
    );
    if (!seat.take()) return seat.refuse();
    c.set("seat", seat);
    try {
      return await next();
    } finally {
      seat.leave();
    }
  };
}
