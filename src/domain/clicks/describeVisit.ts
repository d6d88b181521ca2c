import type { ClickRow } from "../../db/clickStore.ts";
import { type FindCountry, readCountry } from "./country.ts";
import { referrerHost } from "./referrerHost.ts";
import { readUserAgent } from "./userAgent.ts";
import type { Visit } from "./visit.ts";
import type { MarkVisitor } from "./visitorMark.ts";

/** What is needed to describe a visit, beside the visit itself. */
export interface Describing {
  ownHost: string;
  findCountry: FindCountry;
  /** Marks visitors of the visit's day. */
  markVisitor: MarkVisitor;
}

/**
 * What is kept of a visit. Of a visitor who asked not to be tracked that is the time, and whether it
 * was a program; so they count as clicks and never as visitors. Programs are no visitors either.
 */
export function describeVisit(
  visit: Visit,
  { ownHost, findCountry, markVisitor }: Describing,
): ClickRow {
  const { linkId, at, address, userAgent } = visit;
  const { isBot, browser, system, device } = readUserAgent(userAgent);
  if (visit.anonymous) {
    return { ...unknown, linkId, at, isBot: isBot ? 1 : 0 };
  }
  return {
    linkId,
    at,
    referrerHost: referrerHost(visit.referrer, ownHost),
    country: visit.country ? readCountry(visit.country) : findCountry(address),
    browser,
    system,
    device,
    isBot: isBot ? 1 : 0,
    visitorMark: isBot ? null : markVisitor(address, userAgent),
  };
}

const unknown = {
  referrerHost: null,
  country: null,
  browser: null,
  system: null,
  device: null,
  visitorMark: null,
};
