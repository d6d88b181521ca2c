import type { ChildProcess, SendHandle } from "node:child_process";

/**
 * Remembers the connection that was handed to a worker last; the answer closes it. Node keeps its own
 * copy of each until the worker has said that it got it, one at a time, and forgets that of a worker
 * which dies before: its client would wait for ever.
 */
export function trackPendingHandle(worker: ChildProcess): () => void {
  let pendingHandle: SendHandle | undefined;
  const send = worker.send.bind(worker) as (...content: unknown[]) => boolean;
  worker.send = (message: unknown, handle?: unknown, ...rest: unknown[]) => {
    if (typeof handle === "object" && handle !== null) pendingHandle = handle as SendHandle;
    return send(message, handle, ...rest);
  };
  return () => {
    // One that was received is closed here already, which makes this do nothing.
    if (pendingHandle && "close" in pendingHandle) pendingHandle.close();
  };
}
