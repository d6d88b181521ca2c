import ipaddr from "ipaddr.js";

/**
 * Suffixes that do not resolve in public DNS. They are reserved by RFC 6761, RFC 6762 (with its
 * appendix G), RFC 8375 and ICANN, or commonly used within networks, or for reverse lookups.
 * `onion` is not included: it is public.
 */
const privateSuffixes = [
  "consul",
  "in-addr.arpa",
  "invalid",
  "ip6.arpa",
  "localhost",
  "localdomain",
  "local",
  "internal",
  "intranet",
  "private",
  "corp",
  "home",
  "home.arpa",
  "lan",
  "svc",
  "test",
];

/** The range allocated for public use so far. All other addresses are special or unassigned. */
const globalIpv6 = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Returns whether a host, as `canonicalHostname` spells it, can be reached only from some machine
 * or network. Such hosts are IP addresses that are loopback, private, link-local or otherwise
 * special (IANA's registries). So are IPv6 addresses that embed an IPv4 one, names without a dot,
 * and names with a suffix for private use.
 *
 * Names are not resolved. The visitor's machine resolves them later and may get another result, so
 * a lookup here would prove nothing. It would also reveal to the owners of names which URLs are
 * shortened here.
 */
export function isPrivateHost(host: string): boolean {
  if (host.startsWith("[")) return isSpecialIpv6(host.slice(1, -1));
  if (ipaddr.IPv4.isValidFourPartDecimal(host)) {
    return ipaddr.IPv4.parse(host).range() !== "unicast";
  }
  return !host.includes(".") || privateSuffixes.some((suffix) => isWithin(host, suffix));
}

function isSpecialIpv6(address: string): boolean {
  const parsed = ipaddr.IPv6.parse(address);
  return !parsed.match(globalIpv6) || parsed.range() !== "unicast" || isIsatap(parsed);
}

/** Returns whether the address belongs to one site and embeds an IPv4 one (RFC 5214, section 6.1). */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return (parts[4] === 0 || parts[4] === 0x200) && parts[5] === 0x5efe;
}

function isWithin(host: string, suffix: string): boolean {
  return host === suffix || host.endsWith(`.${suffix}`);
}
