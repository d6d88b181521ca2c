import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { parseBearerToken } from "../http/bearerToken.ts";

const loopback = /^(127\.|::1$|::ffff:127\.)/i;
const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
const proxyHeaders = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
];

/**
 * Returns whether a request may read the metrics. It must have the token, or come from this machine
 * if no token is set.
 */
export function canReadMetrics(request: IncomingMessage, token: string | undefined): boolean {
  const suppliedToken = parseBearerToken(request.headers.authorization ?? "");
  if (token === undefined) return isLocalRequest(request);
  return suppliedToken !== undefined && isEqualToken(suppliedToken, token);
}

/** Compares hashes, because only values of the same length can be compared in constant time. */
function isEqualToken(suppliedToken: string, token: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(suppliedToken), hash(token));
}

/**
 * Returns whether the request comes from this machine. A proxy here forwards external requests from
 * loopback. A page in a browser here can send requests under a host name of its own.
 *
 * Headers of proxies and public host names therefore count as external. So does HTTP/1.0, which
 * nginx uses by default for its upstreams. A proxy that adds no header and forwards the visitor's
 * Host header cannot be detected: behind it, a token must be set.
 */
function isLocalRequest({ socket, headers, httpVersion }: IncomingMessage): boolean {
  return (
    loopback.test(socket.remoteAddress ?? "") &&
    loopbackHost.test(headers.host ?? "") &&
    httpVersion !== "1.0" &&
    proxyHeaders.every((name) => headers[name] === undefined)
  );
}
