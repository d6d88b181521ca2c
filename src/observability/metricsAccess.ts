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

/** Whether a request may read the metrics: with the token, or from this machine where there is none. */
export function canReadMetrics(request: IncomingMessage, token: string | undefined): boolean {
  const suppliedToken = parseBearerToken(request.headers.authorization ?? "");
  if (token === undefined) return isLocalRequest(request);
  return suppliedToken !== undefined && isEqualToken(suppliedToken, token);
}

/** Hashed, because only what is of one length can be compared in constant time. */
function isEqualToken(suppliedToken: string, token: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(suppliedToken), hash(token));
}

/**
 * A proxy on this machine calls from loopback for the whole world, and a page in a browser here may
 * under a name of its own. So whatever looks like either counts as from elsewhere: what proxies
 * add, a public name, and HTTP/1.0, which nginx speaks to whom it calls where nothing is configured.
 * A proxy that adds nothing and passes on what name a visitor gives cannot be told from a caller here:
 * behind it there must be a token.
 */
function isLocalRequest({ socket, headers, httpVersion }: IncomingMessage): boolean {
  return (
    loopback.test(socket.remoteAddress ?? "") &&
    loopbackHost.test(headers.host ?? "") &&
    httpVersion !== "1.0" &&
    proxyHeaders.every((name) => headers[name] === undefined)
  );
}
