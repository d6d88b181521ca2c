import ipaddr from "ipaddr.js";

/**
 * Top-level names that lead nowhere in public: reserved by RFC 6761, RFC 6762 (with its appendix G),
 * RFC 8375 and ICANN, or in use within networks all the same, or of addresses turned around. Not
 * `onion`, which is public.
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

/** What is given out for the public so far: all else is special, or nobody's. */
const globalIpv6 = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether a host, as `canonicalHostname` spells it, is reached from some machine or network only: an address
 * that is loopback, private, link-local or otherwise special (IANA's registries), an IPv6 address
 * that stands for an IPv4 one, a name without a dot, or one under a suffix for private use.
 *
 * Names are not resolved. It is the visitor's machine that goes there, with an answer of its own,
 * at a later time; what this one is told says nothing of that, and asking would tell the owners of
 * names what is shortened here.
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

/** An address within one site, which stands for an IPv4 one (RFC 5214, section 6.1). */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return (parts[4] === 0 || parts[4] === 0x200) && parts[5] === 0x5efe;
}

function isWithin(host: string, suffix: string): boolean {
  return host === suffix || host.endsWith(`.${suffix}`);
}
