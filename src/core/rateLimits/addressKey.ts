import ipaddr from "ipaddr.js";

/**
 * The network that an address is in as whole providers have them: the first 16 bits of IPv4, 32 of
 * IPv6.
 */
export function toProviderNetworkKey(ipAddress: string): string {
  if (!ipaddr.isValid(ipAddress)) return "unknown";
  const parsed = ipaddr.process(ipAddress);
  return parsed instanceof ipaddr.IPv6
    ? parsed.parts.slice(0, 2).join(":")
    : parsed.octets.slice(0, 2).join(".");
}

/** What counts as one address: of IPv6 the first 64 bits, all of which one visitor may own. */
export function toAddressKey(ipAddress: string): string {
  if (!ipaddr.isValid(ipAddress)) return "unknown";
  const parsed = ipaddr.process(ipAddress);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(":") : parsed.toString();
}
