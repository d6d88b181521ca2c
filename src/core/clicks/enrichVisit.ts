import type { ClickRow } from "../../db/clickStore.ts";
import { type LookUpCountry, parseCountryCode } from "./geoip.ts";
import { referrerHost } from "./referrerHost.ts";
import { parseUserAgent } from "./userAgent.ts";
import type { Visit } from "./visit.ts";
import type { HashVisitor } from "./visitorHash.ts";

/** Data needed to enrich a visit, in addition to the visit itself. */
export interface EnrichmentContext {
  ownHost: string;
  lookUpCountry: LookUpCountry;
  /** Hashes visitors of the visit's day. */
  hashVisitor: HashVisitor;
}

/**
 * Returns the row that is stored for a visit. If the visitor asked not to be tracked, it holds only the
 * time and whether the visitor is a bot. Such visits count as clicks, never as visitors. Bots do not
 * count as visitors either.
 */
export function enrichVisit(
  visit: Visit,
  { ownHost, lookUpCountry, hashVisitor }: EnrichmentContext,
): ClickRow {
  const { linkId, at, ipAddress, userAgent } = visit;
  const { isBot, browser, system, device } = parseUserAgent(userAgent);
  if (visit.anonymous) {
    return { ...anonymousDetails, linkId, at, isBot: isBot ? 1 : 0 };
  }
  return {
    linkId,
    at,
    referrerHost: referrerHost(visit.referrer, ownHost),
    country: visit.country ? parseCountryCode(visit.country) : lookUpCountry(ipAddress),
    browser,
    system,
    device,
    isBot: isBot ? 1 : 0,
    visitorMark: isBot ? null : hashVisitor(ipAddress, userAgent),
  };
}

const anonymousDetails = {
  referrerHost: null,
  country: null,
  browser: null,
  system: null,
  device: null,
  visitorMark: null,
};
