import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";
import type { HttpEnvironment } from "./honoEnvironment.ts";

const mappedIpv4 = /^::ffff:(?=\d+\.)/i;
/**
 * `203.0.113.5:49152`, `[2001:db8::1]` and `[2001:db8::1]:443`, as some proxies write IP addresses.
 */
const addressWithPort = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d{1,5})?$/;

/**
 * Returns the IP address of the client. Trusts `trustedProxyCount` proxies: each appends the IP
 * address of its caller to X-Forwarded-For. Clients can forge entries further left.
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

/** Sets the client's IP address as `clientAddress` for handlers. */
export function setClientAddress(trustedProxyCount: number): MiddlewareHandler<HttpEnvironment> {
  return (c, next) => {
    c.set("clientAddress", clientAddress(c.env.incoming, trustedProxyCount));
    return next();
  };
}
