import { isIP } from "node:net";
import { parseUrl } from "../parseUrl.ts";
import { parseHostname } from "./canonicalHostname.ts";

const resolverRule = /^(address|local|server)=\/(.+)\/([^/]*)$/;

/** What a line of a list says. */
export interface BlocklistLine {
  /** In the spelling of `canonicalHostname`. */
  domains: string[];
  /** Whether it names a page or a port of a domain, which can only be blocked as a whole. */
  isWidened: boolean;
}

const emptyLine: BlocklistLine = { domains: [], isWidened: false };

/** Where hosts files and resolvers send what they block. */
const sinkholeAddresses = new Set(["0.0.0.0", "127.0.0.1", "::", "::1"]);

/** What each hosts file begins with, and what no one wants blocked. */
const localHostnames = new Set([
  ...["localhost", "localhost.localdomain", "local", "broadcasthost", "0.0.0.0"],
  ...["localhost4", "localhost4.localdomain4", "localhost6", "localhost6.localdomain6"],
  ...["ip6-localhost", "ip6-loopback", "ip6-localnet", "ip6-mcastprefix"],
  ...["ip6-allnodes", "ip6-allrouters", "ip6-allhosts"],
]);

/** Options of a filter rule that leave it a rule about the whole domain. */
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
 * Reads a line of a list of blocked domains in one of its common forms: a domain, also as
 * `*.example.org` or `.example.org`, a URL, a line of a hosts file, an AdBlock rule
 * `||example.org^`, or dnsmasq's `address=/example.org/`. Null for what is none of these.
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

/** Null for a rule about parts of pages, whose `##` starts no comment. */
function withoutComment(line: string): string | null {
  if (line.startsWith("!") || /^\[adblock.*\]$/i.test(line)) return "";
  const bare = line.replace(/(?:^|\s+)#.*/, "");
  if (/#[@?$%]*#/.test(bare)) return null;
  // dnsmasq's `#` is a target of its own.
  return resolverRule.test(bare) ? bare : bare.replace(/#.*/, "");
}

function toLine(...hosts: (string | null)[]): BlocklistLine | null {
  const domains = hosts.filter((host) => host !== null);
  return domains.length === hosts.length ? { domains, isWidened: false } : null;
}

/** A domain, or all that is below it: the list covers both either way. */
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
  // Any other address is where the name really leads.
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

/** One of dnsmasq's: a name, or several, with an address that leads nowhere, or none. */
function parseResolverRule(text: string): BlocklistLine | null {
  const [, option, names = "", target = ""] = resolverRule.exec(text) ?? [];
  if (option === undefined) return null;
  const isBlocked =
    target === "" || (option === "address" && (target === "#" || sinkholeAddresses.has(target)));
  return isBlocked ? toLine(...names.split("/").map(parsePattern)) : null;
}
