import { isUtf8 } from "node:buffer";
import type { HonoRequest, MiddlewareHandler } from "hono";
import type { HttpEnvironment } from "./honoEnvironment.ts";
import { waitForBody } from "./waitForBody.ts";

type RejectRequest = (message: string) => Response;

const jsonType = /^application\/(json|graphql\+json)\s*(;|$)/i;

/**
 * Accepts only JSON bodies. A form on another site's page could send other types with the cookie.
 */
export function requireJsonContentType(reject: RejectRequest): MiddlewareHandler {
  return async (c, next) => {
    if (jsonType.test(c.req.header("content-type") ?? "")) return next();
    return reject("The request body must be JSON. Send the header Content-Type: application/json.");
  };
}

/** A request body that is not UTF-8. */
export class NotUtf8Error extends Error {
  override readonly message = "The request body is not UTF-8. Encode it as UTF-8.";
}

/**
 * Returns the text of a body, without a byte order mark. Throws NotUtf8Error for invalid UTF-8,
 * which other readers replace with U+FFFD.
 */
export async function readText(request: Pick<HonoRequest, "arrayBuffer">): Promise<string> {
  const bytes = await request.arrayBuffer();
  if (!isUtf8(bytes)) throw new NotUtf8Error();
  return new TextDecoder().decode(bytes);
}

/**
 * Returns the fields of a form. Throws NotUtf8Error if its bytes, or the percent-encoded bytes in
 * it, are not UTF-8.
 */
export async function readForm(request: HonoRequest): Promise<Record<string, unknown>> {
  const text = await readText(request);
  const isMultipart = request.header("content-type")?.toLowerCase().startsWith("multipart/");
  if (!isMultipart && !isUtf8(percentDecode(text))) throw new NotUtf8Error();
  return request.parseBody();
}

function percentDecode(text: string): Buffer {
  const toByte = (encoded: string) => String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
  const bytes = Buffer.from(text)
    .toString("latin1")
    .replace(/%[0-9a-f]{2}/gi, toByte);
  return Buffer.from(bytes, "latin1");
}

/** Waits for the body. Rejects a larger one, unread if it declares its length. */
export function bodySizeLimit(
  maxBytes: number,
  reject: RejectRequest,
): MiddlewareHandler<HttpEnvironment> {
  const message = `The request body is too large. Send at most ${maxBytes} bytes.`;
  return async (c, next) => {
    const rejectTooLarge = () => {
      // The unread rest would precede the connection's next request.
      c.env.outgoing.setHeader("Connection", "close");
      return reject(message);
    };
    return (await waitForBody(c, maxBytes, rejectTooLarge)) ?? next();
  };
}
