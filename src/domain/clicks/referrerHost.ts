import { LRUCache } from "lru-cache";
import { parseUrl } from "../parseUrl.ts";

const longestHost = 253;

const known = new LRUCache<string, string>({ max: 10_000 });

/**
 * Host of a Referer header, in lower case, without its port. Null for none, for what is no http or
 * https URL, and for `ownHost`, whose pages only lead on.
 */
export function referrerHost(referrer: string, ownHost: string): string | null {
  if (referrer === "") return null;
  let host = known.get(referrer);
  if (host === undefined) {
    host = readHost(referrer);
    known.set(referrer, host);
  }
  return host === "" || host === ownHost ? null : host;
}

function readHost(referrer: string): string {
  const url = parseUrl(referrer);
  if (!url) return "";
  const { protocol, hostname } = url;
  return /^https?:$/.test(protocol) && hostname.length <= longestHost ? hostname : "";
}
