import { LRUCache } from "lru-cache";
import { canonicalHostname, maxHostnameLength } from "../destinations/canonicalHostname.ts";
import { parseUrl } from "../parseUrl.ts";

const cache = new LRUCache<string, string>({ max: 10_000 });

/** An Android package: names separated by dots, at most as long as a file name can be on Android. */
const androidPackage = /^(?=.{3,223}$)[A-Za-z]\w*(?:\.[A-Za-z]\w*)+$/;

/**
 * Returns the origin of a visitor from the Referer header. It is the host of an http or https URL in
 * the spelling of `canonicalHostname`, or an Android app as `android-app://com.example.app`. Returns
 * null for an empty header, for any other text, and for `ownHost`, whose pages only redirect.
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

/** Returns true for a host or an Android app in the format of `referrerHost`. */
export function isReferrerHost(host: string): boolean {
  const referrer = host.startsWith("android-app:") ? host : `http://${host}`;
  return referrerHost(referrer, "") === host;
}
