import { isIP } from "node:net";
import { parseUrl } from "../parseUrl.ts";
import { parseHostname } from "./canonicalHostname.ts";

const resolverRule = /^(address|local|server)=\/(.+)\/([^/]*)$/;

/** The parsed content of a line. */
export interface BlocklistLine {
  /** In the spelling of `canonicalHostname`. */
  domains: string[];
  /** Whether the line names a page or a port of a domain, which can only be blocked as a whole. */
  isWidened: boolean;
}

const emptyLine: BlocklistLine = { domains: [], isWidened: false };

/** IP addresses to which hosts files and resolvers map blocked domains. */
const sinkholeAddresses = new Set(["0.0.0.0", "127.0.0.1", "::", "::1"]);

/** Names at the start of every hosts file, which must not be blocked. */
const localHostnames = new Set([
  ...["localhost", "localhost.localdomain", "local", "broadcasthost", "0.0.0.0"],
  ...["localhost4", "localhost4.localdomain4", "localhost6", "localhost6.localdomain6"],
  ...["ip6-localhost", "ip6-loopback", "ip6-localnet", "ip6-mcastprefix"],
  ...["ip6-allnodes", "ip6-allrouters", "ip6-allhosts"],
]);

/** Options of a filter rule that still applies to the whole domain. */
const harmlessOptions = new Set([
  "all",
  "doc",
  "document",
  "important",
  "popup",
  "third-party",
  "3p",
]);

/**
 * Parses a line of a blocklist in one of the common formats. These are a domain (also
 * `*.example.org` or `.example.org`), a URL, a line of a hosts file, an AdBlock rule
 * `||example.org^`, and dnsmasq's `address=/example.org/`. Returns null for any other format.
 */
export function parseBlocklistLine(line: string): BlocklistLine | null {
  const text = withoutComment(line.trim());
  if (text === null) return null;
  if (text === "") return emptyLine;
  const domain = parseHostname(text);
  if (domain !== null) return toLine(domain);
  return (
    parseWildcard(text) ??
    parseHostsLine(text) ??
    parseUrlLine(text) ??
    parseFilterRule(text) ??
    parseResolverRule(text)
  );
}

/** Returns null for a rule about parts of pages, in which `##` does not start a comment. */
function withoutComment(line: string): string | null {
  if (line.startsWith("!") || /^\[adblock.*\]$/i.test(line)) return "";
  const bare = line.replace(/(?:^|\s+)#.*/, "");
  if (/#[@?$%]*#/.test(bare)) return null;
  // In dnsmasq, `#` is a target.
  return resolverRule.test(bare) ? bare : bare.replace(/#.*/, "");
}

function toLine(...hosts: (string | null)[]): BlocklistLine | null {
  const domains = hosts.filter((host) => host !== null);
  return domains.length === hosts.length ? { domains, isWidened: false } : null;
}

/** Parses a domain, or a wildcard for its subdomains. The list covers both in either case. */
function parsePattern(text: string): string | null {
  return parseHostname(text.replace(/^\*?\./, ""));
}

function parseWildcard(text: string): BlocklistLine | null {
  return /^\*?\./.test(text) ? toLine(parsePattern(text)) : null;
}

function parseHostsLine(text: string): BlocklistLine | null {
  const [address = "", ...names] = text.split(/\s+/);
  const bareAddress = address.replace(/%.*/, "");
  if (isIP(bareAddress) === 0 || names.length === 0) return null;
  const blocked = names.filter((name) => !localHostnames.has(name.toLowerCase()));
  // Any other IP address is the real address of the name.
  if (blocked.length > 0 && !sinkholeAddresses.has(bareAddress)) return null;
  return toLine(...blocked.map(parseHostname));
}

function parseUrlLine(text: string): BlocklistLine | null {
  const url = /^https?:\/\/\S+$/i.test(text) ? parseUrl(text) : null;
  if (url?.username !== "" || url.password !== "") return null;
  const line = toLine(parsePattern(url.hostname));
  return line && { ...line, isWidened: url.href !== `${url.protocol}//${url.hostname}/` };
}

function parseFilterRule(text: string): BlocklistLine | null {
  const [, name, options] = /^\|\|([^/^$|]+)\^?(?:\$(.+))?$/.exec(text) ?? [];
  if (name === undefined) return null;
  if (options?.split(",").some((option) => !harmlessOptions.has(option))) return null;
  return toLine(parsePattern(name));
}

/** Parses a rule of dnsmasq: one or more names with a sinkhole address, or without an address. */
function parseResolverRule(text: string): BlocklistLine | null {
  const [, option, names = "", target = ""] = resolverRule.exec(text) ?? [];
  if (option === undefined) return null;
  const isBlocked =
    target === "" || (option === "address" && (target === "#" || sinkholeAddresses.has(target)));
  return isBlocked ? toLine(...names.split("/").map(parsePattern)) : null;
}
