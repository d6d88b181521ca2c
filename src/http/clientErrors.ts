import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

const lingerMilliseconds = 1_000;

const responseByErrorCode: Record<string, [status: number, detail: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, "The request was not received in time. Send it faster."],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [
    413,
    "The chunk extensions of the request are too large. Send them without.",
  ],
  HPE_HEADER_OVERFLOW: [431, "The request headers are too large. Send fewer or shorter headers."],
  HPE_INVALID_METHOD: [400, "The request method is unknown."],
};

const defaultResponse: [number, string] = [400, "The request is not valid HTTP."];

/** Ends a request with a pending body in the same way as a request that timed out. */
export function abortSlowRequest(incoming: IncomingMessage): void {
  // Bytes that still arrive before the connection closes are not read.
  incoming.pause();
  handleClientError(
    Object.assign(new Error("Aborted: too many pending request bodies."), {
      code: "ERR_HTTP_REQUEST_TIMEOUT",
    }),
    incoming.socket,
  );
}

/** Ends a connection that sent an invalid request, or sent it too slowly. */
export function handleClientError(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === "ECONNRESET" || socket.destroyed) {
    socket.destroy();
    return;
  }
  // Bytes that arrive after the response cause another error each time.
  if (socket.writableEnded) return;
  if (hasStartedResponse(socket)) {
    socket.destroy();
    return;
  }
  const [status, detail] = responseByErrorCode[error.code ?? ""] ?? defaultResponse;
  const body = JSON.stringify({ detail });
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      "Connection: close",
      "Content-Type: application/json",
      `Content-Length: ${body.length}`,
      "X-Content-Type-Options: nosniff",
      "",
      body,
    ].join("\r\n"),
  );
  // Closing immediately, with bytes still unread, would discard the response.
  setTimeout(() => socket.destroy(), lingerMilliseconds).unref();
}

/**
 * Returns whether another response has started, so nothing may be written in between. Node uses the
 * same check.
 */
function hasStartedResponse(socket: Duplex): boolean {
  const { _httpMessage } = socket as Duplex & { _httpMessage?: ServerResponse };
  return _httpMessage?.headersSent ?? false;
}
