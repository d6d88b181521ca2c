import ipaddr from "ipaddr.js";

/** What counts as one address: of IPv6 the first 64 bits, all of which one visitor may own. */
export function network(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(":") : parsed.toString();
}
