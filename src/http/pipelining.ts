import type { Socket } from "node:net";

/** More than clients pipeline: browsers and proxies do not pipeline at all. */
const maxRequestsPerTick = 32;

/**
 * Result that makes Node's parser stop reading a chunk: it stands for an upgrade to another
 * protocol.
 */
const otherProtocol = 2;

interface RequestCount {
  tick: number;
  requests: number;
}

/**
 * Counts requests by connection and turn of the event loop. Node handles all requests in a chunk of
 * 64 KB before it reads from another connection. 2,000 short requests would therefore delay all
 * others.
 */
export function createPipeliningLimit(): (socket: Socket) => boolean {
  const counts = new WeakMap<Socket, RequestCount>();
  let tick = 0;
  let isTickEnding = false;

  const endTick = () => {
    isTickEnding = false;
    tick += 1;
  };

  /** Returns true and closes the connection if the request exceeds the limit. */
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
 * Closes the connection without parsing the rest of the chunk. Node has no public API for this. If
 * a version of Node lacks this internal one, the rest is parsed and dropped.
 */
function closeUnread(socket: Socket & { parser?: { onIncoming?: unknown } | null }): void {
  if (socket.parser?.onIncoming) socket.parser.onIncoming = () => otherProtocol;
  socket.destroy();
}
