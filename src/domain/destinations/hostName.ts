import { isIPv6 } from "node:net";
import { parseUrl } from "../parseUrl.ts";

/** The longest name that DNS can hold, in characters (RFC 1035, section 2.3.4). */
export const longestName = 253;

const plainName = /^(?:[a-z0-9_-]+\.)*[a-z][a-z0-9_-]*$/;
const plainHost = /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+$/;
const addressInBrackets = /^\[[0-9a-f:.]+\]$/;
const partOfUrl = /[\s/\\?#@:%]/;

/**
 * The host of a URL in its one spelling: lower case, ASCII, addresses in their shortest form, IPv6
 * ones in brackets, and no dot at the end, since `example.com.` is `example.com` (RFC 1034, 3.1).
 */
export function hostOf(url: URL): string {
  return url.hostname.replace(/\.+$/, "");
}

/**
 * A host as people write it, in the spelling of `hostOf`: a domain, with other alphabets or in
 * Punycode, or an address. Null for what is neither.
 */
export function parseHost(written: string): string | null {
  const name = written.toLowerCase();
  // The parser of URLs costs ten times as much, and lists are long.
  if (plainName.test(name) && !name.includes("xn--")) return withinDns(name);
  if (isIPv6(written)) return hostOf(new URL(`http://[${written}]`));
  if (partOfUrl.test(written) && !addressInBrackets.test(name)) return null;
  const url = parseUrl(`http://${written}`);
  if (!url) return null;
  const host = hostOf(url);
  return plainHost.test(host) || addressInBrackets.test(host) ? withinDns(host) : null;
}

function withinDns(host: string): string | null {
  return host.length <= longestName ? host : null;
}
