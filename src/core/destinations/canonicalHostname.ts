import { isIPv6 } from "node:net";
import { parseUrl } from "../parseUrl.ts";

/** The longest name that DNS can hold, in characters (RFC 1035, section 2.3.4). */
export const maxHostnameLength = 253;

const plainName = /^(?:[a-z0-9_-]+\.)*[a-z][a-z0-9_-]*$/;
const plainHost = /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+$/;
const addressInBrackets = /^\[[0-9a-f:.]+\]$/;
const urlDelimiter = /[\s/\\?#@:%]/;

/**
 * The host of a URL in its one spelling: lower case, ASCII, addresses in their shortest form, IPv6
 * ones in brackets, and no dot at the end, since `example.com.` is `example.com` (RFC 1034, 3.1).
 */
export function canonicalHostname(url: URL): string {
  return url.hostname.replace(/\.+$/, "");
}

/**
 * A host as people write it, in the spelling of `canonicalHostname`: a domain, with other alphabets or in
 * Punycode, or an address. Null for what is neither.
 */
export function parseHostname(text: string): string | null {
  const name = text.toLowerCase();
  // The parser of URLs costs ten times as much, and lists are long.
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
