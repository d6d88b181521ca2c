import ipaddr from "ipaddr.js";

/**
 * Returns the network of an IP address at the size that a provider owns: the first 16 bits of IPv4,
 * 32 of IPv6.
 */
export function toProviderNetworkKey(ipAddress: string): string {
  if (!ipaddr.isValid(ipAddress)) return "unknown";
  const parsed = ipaddr.process(ipAddress);
  return parsed instanceof ipaddr.IPv6
    ? parsed.parts.slice(0, 2).join(":")
    : parsed.octets.slice(0, 2).join(".");
}

/**
 * Returns the rate-limit key of an IP address. For IPv6 it is the first 64 bits, because one
 * visitor may own all addresses of such a network.
 */
export function toAddressKey(ipAddress: string): string {
  if (!ipaddr.isValid(ipAddress)) return "unknown";
  const parsed = ipaddr.process(ipAddress);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(":") : parsed.toString();
}
