import type { IncomingMessage } from "node:http";

/** A request whose body was read before a handler requested it. */
interface BufferedRequest extends IncomingMessage {
  /** Property where @hono/node-server looks for such a body. */
  rawBody?: Buffer;
}

/** Returns the declared length of a body, if any. The server enforces it. */
export function declaredLength({ headers }: IncomingMessage): number | undefined {
  const declared = headers["transfer-encoding"] ? undefined : headers["content-length"];
  return declared === undefined ? undefined : Number(declared);
}

/**
 * Returns whether the whole body has arrived, as with a request in one packet, so no wait is
 * needed.
 */
export function isBodyBuffered(incoming: IncomingMessage): boolean {
  // The parser sets `complete` only some time after the last byte.
  return incoming.complete || incoming.readableLength === (declaredLength(incoming) ?? -1);
}

/**
 * Reads a body that has arrived completely and stores it for later readers. Returns false if it
 * exceeds `maxBytes`.
 */
export function readBufferedBody(incoming: BufferedRequest, maxBytes: number): boolean {
  const body = incoming.read() ?? Buffer.alloc(0);
  // Otherwise the request would never end.
  incoming.resume();
  return storeRawBody(incoming, body, maxBytes);
}

/**
 * Reads a body as it arrives and stores it for later readers. Returns false if it exceeds
 * `maxBytes`, and leaves the rest unread. Rejects with ECONNRESET if the client disconnects before
 * the end.
 */
export async function readBody(incoming: BufferedRequest, maxBytes: number): Promise<boolean> {
  return storeRawBody(incoming, await readChunks(incoming, maxBytes), maxBytes);
}

function storeRawBody(
  incoming: BufferedRequest,
  body: Buffer | undefined,
  maxBytes: number,
): boolean {
  if (!body || body.length > maxBytes) return false;
  incoming.rawBody = body;
  return true;
}

/** Resolves to undefined if the body exceeds `maxBytes`. */
function readChunks(incoming: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let body: Buffer = Buffer.alloc(0);
    let length = 0;
    const removeListeners = () => {
      incoming.off("data", onData).off("end", onEnd).off("error", onClosed).off("close", onClosed);
    };
    const onEnd = () => {
      removeListeners();
      resolve(body.subarray(0, length));
    };
    const onClosed = () => {
      removeListeners();
      reject(incoming.errored ?? Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
    };
    const onData = (chunk: Buffer) => {
      const needed = length + chunk.length;
      if (needed > maxBytes) {
        removeListeners();
        incoming.pause();
        resolve(undefined);
        return;
      }
      // The chunks are copied into one buffer, because a separate chunk of one byte takes up a
      // hundred.
      if (length === 0) body = chunk;
      else {
        if (needed > body.length) body = growBuffer(body, length, needed, maxBytes);
        chunk.copy(body, length);
      }
      length = needed;
    };
    if (incoming.destroyed) return onClosed();
    incoming.on("data", onData).on("end", onEnd).on("error", onClosed).on("close", onClosed);
  });
}

function growBuffer(body: Buffer, length: number, needed: number, maxBytes: number): Buffer {
  const grown = Buffer.allocUnsafe(Math.min(maxBytes, Math.max(needed, 2 * body.length)));
  body.copy(grown, 0, 0, length);
  return grown;
}
