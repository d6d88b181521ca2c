import { createServer, type Server } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import { answerConnectionError } from "./connectionError.ts";
import type { HttpEnvironment } from "./environment.ts";
import type { FetchHandler } from "./fetchHandler.ts";
import { answerHeadAsGet } from "./headRequests.ts";
import { unexpectedErrorMessage } from "./messages.ts";
import { createPipeliningLimit } from "./pipelining.ts";
import { hostFault } from "./requestHost.ts";

/** All headers of a request together. Node would refuse 16 KB, which cookies of a host can reach. */
const largestHeadersBytes = 32 * 1024;
const headersSecondsAtMost = 10;
const checkMilliseconds = 1_000;
/** Longer than proxies keep theirs, or one would now and then send into a connection just closed. */
const keepAliveMilliseconds = 75_000;
/** The host of a request that names none. Nothing goes by it. */
const unnamedHost = "localhost";
/** As long as nothing may move on a connection. */
const silentMilliseconds = 120_000;

interface ServerSettings {
  /** What the app finds in its bindings. */
  protectiveHeaders: Record<string, string>;
  /** How long a client may take to send a request, body included. */
  requestTimeoutSeconds: number;
}

/** The server for an app. What is no proper request never reaches it. */
export function createHttpServer(
  answer: FetchHandler,
  { protectiveHeaders, requestTimeoutSeconds }: ServerSettings,
): Server {
  const answerEach = answerHeadAsGet(answer);
  const listener = getRequestListener(
    (request, { incoming, outgoing }) =>
      answerEach(request, { incoming, outgoing, protectiveHeaders } as HttpEnvironment["Bindings"]),
    { errorHandler: answerUnreadable, hostname: unnamedHost },
  );
  const closesPipelining = createPipeliningLimit();
  const server = createServer(
    {
      maxHeaderSize: largestHeadersBytes,
      headersTimeout: Math.min(requestTimeoutSeconds, headersSecondsAtMost) * 1_000,
      requestTimeout: requestTimeoutSeconds * 1_000,
      connectionsCheckingInterval: checkMilliseconds,
      keepAliveTimeout: keepAliveMilliseconds,
      requireHostHeader: false,
    },
    (incoming, outgoing) => {
      if (closesPipelining(incoming.socket)) return;
      const detail = hostFault(incoming);
      if (detail === undefined) return void listener(incoming, outgoing);
      const body = JSON.stringify({ detail });
      outgoing
        .writeHead(400, { ...protectiveHeaders, ...jsonHeaders(body), Connection: "close" })
        .end(body);
    },
  );
  // Whoever does not read an answer is cut off; a stream of events says something all the time.
  server.setTimeout(silentMilliseconds);
  server.on("clientError", answerConnectionError);
  return server;
}

function jsonHeaders(body: string): Record<string, string> {
  return {
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(body)),
  };
}

function answerUnreadable(error: unknown): Response {
  const [status, detail] =
    error instanceof RequestError
      ? [400, "The address of the request, or its Host header, cannot be understood."]
      : [500, unexpectedErrorMessage];
  const body = JSON.stringify({ detail });
  return new Response(body, { status, headers: jsonHeaders(body) });
}
