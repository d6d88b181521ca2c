import { isIP } from "node:net";
import { parseUrl } from "../parseUrl.ts";
import { parseHost } from "./hostName.ts";

const resolverRule = /^(address|local|server)=\/(.+)\/([^/]*)$/;

/** What a line of a list says. */
export interface DomainLine {
  /** In the spelling of `hostOf`. */
  domains: string[];
  /** Whether it names a page or a port of a domain, which can only be blocked as a whole. */
  isWidened: boolean;
}

const nothing: DomainLine = { domains: [], isWidened: false };

/** Where hosts files and resolvers send what they block. */
const nowhere = new Set(["0.0.0.0", "127.0.0.1", "::", "::1"]);

/** What each hosts file begins with, and what no one wants blocked. */
const namesOfMachines = new Set([
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
export function readDomainLine(line: string): DomainLine | null {
  const written = withoutComment(line.trim());
  if (written === null) return null;
  if (written === "") return nothing;
  const domain = parseHost(written);
  if (domain !== null) return named(domain);
  return (
    readWildcard(written) ??
    readHostsLine(written) ??
    readUrl(written) ??
    readFilterRule(written) ??
    readResolverRule(written)
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

function named(...hosts: (string | null)[]): DomainLine | null {
  const domains = hosts.filter((host) => host !== null);
  return domains.length === hosts.length ? { domains, isWidened: false } : null;
}

/** A domain, or all that is below it: the list covers both either way. */
function parsePattern(written: string): string | null {
  return parseHost(written.replace(/^\*?\./, ""));
}

function readWildcard(written: string): DomainLine | null {
  return /^\*?\./.test(written) ? named(parsePattern(written)) : null;
}

function readHostsLine(written: string): DomainLine | null {
  const [address = "", ...names] = written.split(/\s+/);
  const bareAddress = address.replace(/%.*/, "");
  if (isIP(bareAddress) === 0 || names.length === 0) return null;
  const blocked = names.filter((name) => !namesOfMachines.has(name.toLowerCase()));
  // Any other address is where the name really leads.
  if (blocked.length > 0 && !nowhere.has(bareAddress)) return null;
  return named(...blocked.map(parseHost));
}

function readUrl(written: string): DomainLine | null {
  const url = /^https?:\/\/\S+$/i.test(written) ? parseUrl(written) : null;
  if (url?.username !== "" || url.password !== "") return null;
  const line = named(parsePattern(url.hostname));
  return line && { ...line, isWidened: url.href !== `${url.protocol}//${url.hostname}/` };
}

function readFilterRule(written: string): DomainLine | null {
  const [, name, options] = /^\|\|([^/^$|]+)\^?(?:\$(.+))?$/.exec(written) ?? [];
  if (name === undefined) return null;
  if (options?.split(",").some((option) => !harmlessOptions.has(option))) return null;
  return named(parsePattern(name));
}

/** One of dnsmasq's: a name, or several, with an address that leads nowhere, or none. */
function readResolverRule(written: string): DomainLine | null {
  const [, option, names = "", target = ""] = resolverRule.exec(written) ?? [];
  if (option === undefined) return null;
  const isBlocked =
    target === "" || (option === "address" && (target === "#" || nowhere.has(target)));
  return isBlocked ? named(...names.split("/").map(parsePattern)) : null;
}
