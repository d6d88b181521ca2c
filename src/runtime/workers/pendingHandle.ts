import type { ChildProcess, SendHandle } from "node:child_process";

/**
 * Remembers the connection that was last sent to a worker. Returns a function that closes it.
 *
 * Node keeps its own copy of each connection until the worker confirms it, one at a time. If the
 * worker dies before, Node does not close the copy: its client would wait forever.
 */
export function trackPendingHandle(worker: ChildProcess): () => void {
  let pendingHandle: SendHandle | undefined;
  const send = worker.send.bind(worker) as (...content: unknown[]) => boolean;
  worker.send = (message: unknown, handle?: unknown, ...rest: unknown[]) => {
    if (typeof handle === "object" && handle !== null) pendingHandle = handle as SendHandle;
    return send(message, handle, ...rest);
  };
  return () => {
    // A connection that the worker received is already closed here, so this has no effect.
    if (pendingHandle && "close" in pendingHandle) pendingHandle.close();
  };
}
