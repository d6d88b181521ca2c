import { isIPv6 } from "node:net";
import { parseUrl } from "../parseUrl.ts";

/** Maximum length of a DNS name, in characters (RFC 1035, section 2.3.4). */
export const maxHostnameLength = 253;

const plainName = /^(?:[a-z0-9_-]+\.)*[a-z][a-z0-9_-]*$/;
const plainHost = /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+$/;
const addressInBrackets = /^\[[0-9a-f:.]+\]$/;
const urlDelimiter = /[\s/\\?#@:%]/;

/**
 * Returns the host of a URL in its canonical spelling: lower case and ASCII. IP addresses are in
 * their shortest form, IPv6 ones in brackets. Dots at the end are removed, since `example.com.` is
 * `example.com` (RFC 1034, 3.1).
 */
export function canonicalHostname(url: URL): string {
  return url.hostname.replace(/\.+$/, "");
}

/**
 * Parses a host as people write it into the spelling of `canonicalHostname`. Accepts a domain, with
 * other alphabets or in Punycode, or an IP address. Returns null for other text.
 */
export function parseHostname(text: string): string | null {
  const name = text.toLowerCase();
  // The URL parser costs ten times as much, and lists are long.
  if (plainName.test(name) && !name.includes("xn--")) return withinDnsLimit(name);
  if (isIPv6(text)) return canonicalHostname(new URL(`http://[${text}]`));
  if (urlDelimiter.test(text) && !addressInBrackets.test(name)) return null;
  const url = parseUrl(`http://${text}`);
  if (!url) return null;
  const host = canonicalHostname(url);
  return plainHost.test(host) || addressInBrackets.test(host) ? withinDnsLimit(host) : null;
}

function withinDnsLimit(host: string): string | null {
  return host.length <= maxHostnameLength ? host : null;
}
