import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

const mappedIpv4 = /^::ffff:(?=\d+\.)/i;

/**
 * Address of whoever sent the request. `trustedHops` proxies in front are believed: each appends
 * the address it was called from to X-Forwarded-For. What stands further left anybody can forge.
 */
export function clientAddress(request: IncomingMessage, trustedHops: number): string {
  const direct = request.socket.remoteAddress ?? "";
  if (trustedHops === 0) return direct.replace(mappedIpv4, "");
  const forwarded = request.headers["x-forwarded-for"];
  const chain = String(forwarded ?? "").split(",");
  const claimed = chain.at(-trustedHops)?.trim() ?? "";
  return (isIP(claimed) ? claimed : direct).replace(mappedIpv4, "");
}
