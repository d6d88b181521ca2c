import { LRUCache } from "lru-cache";
import { canonicalHostname, maxHostnameLength } from "../destinations/canonicalHostname.ts";
import { parseUrl } from "../parseUrl.ts";

const cache = new LRUCache<string, string>({ max: 10_000 });

/** An Android package: names parted by dots, at most as long as a file's name may be there. */
const androidPackage = /^(?=.{3,223}$)[A-Za-z]\w*(?:\.[A-Za-z]\w*)+$/;

/**
 * Returns where a Referer header says that the visitor came from: the host of an http or https URL in
 * the spelling of `canonicalHostname`, or an Android app as `android-app://com.example.app`. Null for none, for
 * any other text, and for `ownHost`, whose pages only lead on.
 */
export function referrerHost(referrer: string, ownHost: string): string | null {
  if (referrer === "") return null;
  let host = cache.get(referrer);
  if (host === undefined) {
    host = parseReferrerHost(referrer);
    cache.set(referrer, host);
  }
  return host === "" || host === ownHost ? null : host;
}

function parseReferrerHost(referrer: string): string {
  const url = parseUrl(referrer);
  switch (url?.protocol) {
    case "http:":
    case "https:": {
      const host = canonicalHostname(url);
      return host.length <= maxHostnameLength ? host : "";
    }
    case "android-app:":
      return androidPackage.test(url.hostname) ? `android-app://${url.hostname}` : "";
    default:
      return "";
  }
}

/** True for a host or an Android app as `referrerHost` returns it. */
export function isReferrerHost(host: string): boolean {
  const referrer = host.startsWith("android-app:") ? host : `http://${host}`;
  return referrerHost(referrer, "") === host;
}
