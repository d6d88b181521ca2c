import { createServer, type Server } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import { handleClientError } from "./clientErrors.ts";
import type { FetchHandler } from "./fetchHandler.ts";
import { handleHeadAsGet } from "./headRequests.ts";
import type { HttpEnvironment } from "./honoEnvironment.ts";
import { validateHostHeader } from "./hostHeader.ts";
import { unexpectedErrorMessage } from "./messages.ts";
import { createPipeliningLimit } from "./pipelining.ts";

/** All headers of a request together. Node would refuse 16 KB, which cookies of a host can reach. */
const maxHeaderBytes = 32 * 1024;
const maxHeadersSeconds = 10;
const connectionCheckMilliseconds = 1_000;
/** Longer than proxies keep theirs, or one would now and then send into a connection just closed. */
const keepAliveMilliseconds = 75_000;
/** The host of a request that names none. Nothing goes by it. */
const defaultHost = "localhost";
/** As long as nothing may move on a connection. */
const idleTimeoutMilliseconds = 120_000;

interface HttpServerOptions {
  /** What the app finds in its bindings. */
  securityHeaders: Record<string, string>;
  /** How long a client may take to send a request, body included. */
  requestTimeoutSeconds: number;
}

/** The server for an app. What is no proper request never reaches it. */
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
  // Whoever does not read an answer is cut off; a stream of events says something all the time.
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
      ? [400, "The address of the request, or its Host header, cannot be understood."]
      : [500, unexpectedErrorMessage];
  const body = JSON.stringify({ detail });
  return new Response(body, { status, headers: jsonHeaders(body) });
}
