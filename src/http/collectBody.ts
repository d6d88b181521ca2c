import type { IncomingMessage } from "node:http";

/** A request whose body was read before anything asked for it. */
interface ReadRequest extends IncomingMessage {
  /** Where @hono/node-server looks for such a body. */
  rawBody?: Buffer;
}

/** The length of a body that tells it, to which the server holds it. */
export function declaredBytes({ headers }: IncomingMessage): number | undefined {
  const declared = headers["transfer-encoding"] ? undefined : headers["content-length"];
  return declared === undefined ? undefined : Number(declared);
}

/** Whether the whole body is here, as that of a request in one piece is: nobody has to wait for it. */
export function hasArrived(incoming: IncomingMessage): boolean {
  // The parser says that it is complete only some time after the last byte.
  return incoming.complete || incoming.readableLength === (declaredBytes(incoming) ?? -1);
}

/**
 * Reads a body that is all here, and has whatever asks for it later find it read. False where it has
 * more bytes.
 */
export function takeBody(incoming: ReadRequest, maximumBytes: number): boolean {
  const body = incoming.read() ?? Buffer.alloc(0);
  // Or it would never end.
  incoming.resume();
  return keep(incoming, body, maximumBytes);
}

/**
 * Reads a body as it comes, to the same end. False, with the rest unread, where it has more bytes.
 * Rejects with ECONNRESET where the caller is gone before its end.
 */
export async function collectBody(incoming: ReadRequest, maximumBytes: number): Promise<boolean> {
  return keep(incoming, await read(incoming, maximumBytes), maximumBytes);
}

function keep(incoming: ReadRequest, body: Buffer | undefined, maximumBytes: number): boolean {
  if (!body || body.length > maximumBytes) return false;
  incoming.rawBody = body;
  return true;
}

/** Undefined where the body has more bytes. */
function read(incoming: IncomingMessage, maximumBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let body: Buffer = Buffer.alloc(0);
    let length = 0;
    const end = () => {
      incoming.off("data", onData).off("end", onEnd).off("error", onGone).off("close", onGone);
    };
    const onEnd = () => {
      end();
      resolve(body.subarray(0, length));
    };
    const onGone = () => {
      end();
      reject(incoming.errored ?? Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
    };
    const onData = (chunk: Buffer) => {
      const needed = length + chunk.length;
      if (needed > maximumBytes) {
        end();
        incoming.pause();
        resolve(undefined);
        return;
      }
      // One buffer, since a chunk of one byte takes up a hundred by itself.
      if (length === 0) body = chunk;
      else {
        if (needed > body.length) body = grown(body, length, needed, maximumBytes);
        chunk.copy(body, length);
      }
      length = needed;
    };
    if (incoming.destroyed) return onGone();
    incoming.on("data", onData).on("end", onEnd).on("error", onGone).on("close", onGone);
  });
}

function grown(body: Buffer, length: number, needed: number, maximumBytes: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.min(maximumBytes, Math.max(needed, 2 * body.length)));
  body.copy(larger, 0, 0, length);
  return larger;
}
