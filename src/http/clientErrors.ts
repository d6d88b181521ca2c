import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

const lingerMilliseconds = 1_000;

const responseByErrorCode: Record<string, [status: number, detail: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, "The request took too long to arrive."],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "The request's chunk extensions are too large."],
  HPE_HEADER_OVERFLOW: [431, "The request's headers are too large."],
  HPE_INVALID_METHOD: [400, "The request's method is unknown."],
};

const defaultResponse: [number, string] = [400, "This is no valid HTTP request."];

/** Ends a request whose body is under way, as one that took too long is ended. */
export function abortSlowRequest(incoming: IncomingMessage): void {
  // What still arrives before the connection closes is not read.
  incoming.pause();
  handleClientError(
    Object.assign(new Error("cut off"), { code: "ERR_HTTP_REQUEST_TIMEOUT" }),
    incoming.socket,
  );
}

/** Ends a connection on which something arrived that is no request, or arrived too slowly. */
export function handleClientError(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === "ECONNRESET" || socket.destroyed) {
    socket.destroy();
    return;
  }
  // What goes on arriving after the answer is an error each time.
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
  // Closed at once, with bytes still unread, it would take the answer along.
  setTimeout(() => socket.destroy(), lingerMilliseconds).unref();
}

/** Whether another answer is under way, inside which nothing may be written. Node goes by the same. */
function hasStartedResponse(socket: Duplex): boolean {
  const { _httpMessage } = socket as Duplex & { _httpMessage?: ServerResponse };
  return _httpMessage?.headersSent ?? false;
}
