import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";
import type { HttpEnvironment } from "./honoEnvironment.ts";

const mappedIpv4 = /^::ffff:(?=\d+\.)/i;
/** `203.0.113.5:49152`, `[2001:db8::1]` and `[2001:db8::1]:443`, as some proxies write addresses. */
const addressWithPort = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d{1,5})?$/;

/**
 * Address of whoever sent the request. `trustedProxyCount` proxies in front are believed: each appends
 * the address it was called from to X-Forwarded-For. What stands further left anybody can forge.
 */
export function clientAddress(request: IncomingMessage, trustedProxyCount: number): string {
  const direct = request.socket.remoteAddress ?? "";
  if (trustedProxyCount === 0) return direct.replace(mappedIpv4, "");
  const forwarded = request.headers["x-forwarded-for"];
  const chain = String(forwarded ?? "").split(",");
  const forwardedAddress = stripPort(chain.at(-trustedProxyCount)?.trim() ?? "");
  return (isIP(forwardedAddress) ? forwardedAddress : direct).replace(mappedIpv4, "");
}

function stripPort(entry: string): string {
  const [, inBrackets, ipv4] = addressWithPort.exec(entry) ?? [];
  return inBrackets ?? ipv4 ?? entry;
}

/** Lets handlers know the client's address as `clientAddress`. */
export function setClientAddress(trustedProxyCount: number): MiddlewareHandler<HttpEnvironment> {
  return (c, next) => {
    c.set("clientAddress", clientAddress(c.env.incoming, trustedProxyCount));
    return next();
  };
}
