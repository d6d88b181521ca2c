import { createServer, type Server } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import { handleClientError } from "./clientErrors.ts";
import type { FetchHandler } from "./fetchHandler.ts";
import { handleHeadAsGet } from "./headRequests.ts";
import type { HttpEnvironment } from "./honoEnvironment.ts";
import { validateHostHeader } from "./hostHeader.ts";
import { unexpectedErrorMessage } from "./messages.ts";
import { createPipeliningLimit } from "./pipelining.ts";

/**
 * Maximum size of all headers of a request. Node's default of 16 KB is too small for the cookies of
 * some hosts.
 */
const maxHeaderBytes = 32 * 1024;
const maxHeadersSeconds = 10;
const connectionCheckMilliseconds = 1_000;
/**
 * Longer than the keep-alive of proxies. Otherwise a proxy would sometimes send a request on a
 * connection that was just closed.
 */
const keepAliveMilliseconds = 75_000;
/** Host of a request without a Host header. It is not used for any decision. */
const defaultHost = "localhost";
/** Maximum time without activity on a connection. */
const idleTimeoutMilliseconds = 120_000;

interface HttpServerOptions {
  /** Passed to the app in its bindings. */
  securityHeaders: Record<string, string>;
  /** Maximum time for a client to send a request, including its body. */
  requestTimeoutSeconds: number;
}

/** Creates the HTTP server of an app. Invalid requests never reach the app. */
export function createHttpServer(
  handler: FetchHandler,
  { securityHeaders, requestTimeoutSeconds }: HttpServerOptions,
): Server {
  const handleRequest = handleHeadAsGet(handler);
  const listener = getRequestListener(
    (request, { incoming, outgoing }) =>
      handleRequest(request, {
        incoming,
        outgoing,
        securityHeaders,
      } as HttpEnvironment["Bindings"]),
    { errorHandler: handleUnreadableRequest, hostname: defaultHost },
  );
  const exceedsPipeliningLimit = createPipeliningLimit();
  const server = createServer(
    {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: Math.min(requestTimeoutSeconds, maxHeadersSeconds) * 1_000,
      requestTimeout: requestTimeoutSeconds * 1_000,
      connectionsCheckingInterval: connectionCheckMilliseconds,
      keepAliveTimeout: keepAliveMilliseconds,
      requireHostHeader: false,
    },
    (incoming, outgoing) => {
      if (exceedsPipeliningLimit(incoming.socket)) return;
      const detail = validateHostHeader(incoming);
      if (detail === undefined) return void listener(incoming, outgoing);
      const body = JSON.stringify({ detail });
      outgoing
        .writeHead(400, { ...securityHeaders, ...jsonHeaders(body), Connection: "close" })
        .end(body);
    },
  );
  // Closes connections of clients that do not read a response. Event streams send data often enough
  // to stay open.
  server.setTimeout(idleTimeoutMilliseconds);
  server.on("clientError", handleClientError);
  return server;
}

function jsonHeaders(body: string): Record<string, string> {
  return {
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(body)),
  };
}

function handleUnreadableRequest(error: unknown): Response {
  const [status, detail] =
    error instanceof RequestError
      ? [400, "The request URL or its Host header is not valid."]
      : [500, unexpectedErrorMessage];
  const body = JSON.stringify({ detail });
  return new Response(body, { status, headers: jsonHeaders(body) });
}
