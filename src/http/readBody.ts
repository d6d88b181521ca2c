import type { IncomingMessage } from "node:http";

/** A request whose body was read before anything asked for it. */
interface BufferedRequest extends IncomingMessage {
  /** Where @hono/node-server looks for such a body. */
  rawBody?: Buffer;
}

/** The length of a body that tells it, to which the server holds it. */
export function declaredLength({ headers }: IncomingMessage): number | undefined {
  const declared = headers["transfer-encoding"] ? undefined : headers["content-length"];
  return declared === undefined ? undefined : Number(declared);
}

/** Whether the whole body is here, as that of a request in one piece is: nobody has to wait for it. */
export function isBodyBuffered(incoming: IncomingMessage): boolean {
  // The parser says that it is complete only some time after the last byte.
  return incoming.complete || incoming.readableLength === (declaredLength(incoming) ?? -1);
}

/**
 * Reads a body that is all here, and has whatever asks for it later find it read. False where it has
 * more bytes.
 */
export function readBufferedBody(incoming: BufferedRequest, maxBytes: number): boolean {
  const body = incoming.read() ?? Buffer.alloc(0);
  // Or it would never end.
  incoming.resume();
  return storeRawBody(incoming, body, maxBytes);
}

/**
 * Reads a body as it comes, to the same end. False, with the rest unread, where it has more bytes.
 * Rejects with ECONNRESET where the caller is gone before its end.
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

/** Undefined where the body has more bytes. */
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
      // One buffer, since a chunk of one byte takes up a hundred by itself.
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
