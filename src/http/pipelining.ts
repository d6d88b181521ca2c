import type { Socket } from "node:net";

/** More than clients send without waiting: browsers and proxies do not pipeline at all. */
const maxRequestsPerTick = 32;

/** What Node's parser lets end the reading of a chunk: that this is the head of another protocol. */
const otherProtocol = 2;

interface RequestCount {
  tick: number;
  requests: number;
}

/**
 * Counts requests by connection and turn of the event loop. Node serves all requests of a chunk of
 * 64 KB before it turns to another connection, so that 2,000 short ones would hold up all others.
 */
export function createPipeliningLimit(): (socket: Socket) => boolean {
  const counts = new WeakMap<Socket, RequestCount>();
  let tick = 0;
  let isTickEnding = false;

  const endTick = () => {
    isTickEnding = false;
    tick += 1;
  };

  /** True, with the connection closed, where the request is one too many. */
  return (socket) => {
    if (!isTickEnding) {
      isTickEnding = true;
      setImmediate(endTick);
    }
    const count = counts.get(socket);
    if (!count) {
      counts.set(socket, { tick, requests: 1 });
      return false;
    }
    if (count.tick !== tick) {
      count.tick = tick;
      count.requests = 1;
      return false;
    }
    count.requests += 1;
    if (count.requests <= maxRequestsPerTick) return false;
    closeUnread(socket);
    return true;
  };
}

/**
 * Closes the connection without parsing what else came with the chunk, for which Node has no public
 * way. Where a version of it lacks this one, the rest is parsed and dropped.
 */
function closeUnread(socket: Socket & { parser?: { onIncoming?: unknown } | null }): void {
  if (socket.parser?.onIncoming) socket.parser.onIncoming = () => otherProtocol;
  socket.destroy();
}
