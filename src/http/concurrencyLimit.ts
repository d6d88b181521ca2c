import type { IncomingMessage } from "node:http";
import type { Context, MiddlewareHandler } from "hono";
import type { HttpEnvironment } from "./honoEnvironment.ts";
import type { PendingBodies } from "./pendingBodies.ts";
import type { RequestSlot } from "./requestSlot.ts";

/** Maximum number of requests in flight per connection. Only pipelining causes more than one. */
const maxPerConnection = 16;
const networkShare = 0.1;
const retryAfterSeconds = 1;
const detail = "The server is handling too many requests. Try again in a second.";

type Reject = (
  c: Context<HttpEnvironment>,
  detail: string,
  headers: Record<string, string>,
) => Response;

interface ConcurrencyLimitOptions {
  limit: number;
  /** Counts the request bodies that are being received. */
  pendingBodies: PendingBodies;
  toNetwork: ((request: IncomingMessage) => string) | undefined;
}

/**
 * Creates a limit of the requests in flight: in total, per connection and per network. A network
 * can use a tenth of the limit, or all of it without `toNetwork`. An event stream counts until it
 * begins. If several routes use the limit, they share it.
 */
export function createConcurrencyLimit({
  limit,
  pendingBodies,
  toNetwork,
}: ConcurrencyLimitOptions): (reject: Reject) => MiddlewareHandler<HttpEnvironment> {
  let inFlight = 0;
  const inFlightByConnection = new WeakMap<IncomingMessage["socket"], number>();
  const inFlightByNetwork = new Map<string, number>();
  const limitPerNetwork = toNetwork ? Math.ceil(limit * networkShare) : limit;

  function createSlot(
    { socket }: IncomingMessage,
    network: string,
    reject: () => Response,
  ): RequestSlot {
    let isAcquired = false;
    return {
      network,
      pendingBodies,
      reject,
      acquire: () => {
        const inFlightOnConnection = inFlightByConnection.get(socket) ?? 0;
        const inFlightFromNetwork = inFlightByNetwork.get(network) ?? 0;
        if (
          inFlight >= limit ||
          inFlightOnConnection >= maxPerConnection ||
          inFlightFromNetwork >= limitPerNetwork
        ) {
          return false;
        }
        isAcquired = true;
        inFlight++;
        inFlightByConnection.set(socket, inFlightOnConnection + 1);
        inFlightByNetwork.set(network, inFlightFromNetwork + 1);
        return true;
      },
      release: () => {
        if (!isAcquired) return;
        isAcquired = false;
        inFlight--;
        inFlightByConnection.set(socket, (inFlightByConnection.get(socket) ?? 1) - 1);
        const remaining = (inFlightByNetwork.get(network) ?? 1) - 1;
        if (remaining > 0) inFlightByNetwork.set(network, remaining);
        else inFlightByNetwork.delete(network);
      },
    };
  }

  return (reject) => async (c, next) => {
    const { incoming } = c.env;
    const headers = { "Retry-After": String(retryAfterSeconds) };
    const slot = createSlot(incoming, toNetwork?.(incoming) ?? "", () =>
      reject(c, detail, headers),
    );
    if (!slot.acquire()) return slot.reject();
    c.set("slot", slot);
    try {
      return await next();
    } finally {
      slot.release();
    }
  };
}
