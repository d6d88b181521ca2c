import type { IncomingMessage } from "node:http";
import type { Visit } from "../core/clicks/visit.ts";
import { clientAddress } from "../http/clientAddress.ts";

/** The operator's settings for proxies in front of the service. */
export interface VisitOptions {
  trustedProxyCount: number;
  /** Name of the request header with the visitor's country, in lower case, if set. */
  countryHeader: string | undefined;
}

/**
 * Long enough to distinguish two letters from any other value. A longer text would only use memory
 * until it is parsed.
 */
const maxCountryLength = 3;

/**
 * Parses the visit from the raw request: building a Headers object would cost more than all the
 * rest.
 */
export function parseVisit(
  incoming: IncomingMessage,
  { trustedProxyCount, countryHeader }: VisitOptions,
  linkId: number,
  at: number,
  counted: boolean,
): Visit {
  const { headers } = incoming;
  return {
    linkId,
    at,
    counted,
    ipAddress: clientAddress(incoming, trustedProxyCount),
    userAgent: headers["user-agent"] ?? "",
    referrer: headers.referer ?? "",
    country: countryHeader === undefined ? "" : parseCountry(headers[countryHeader]),
    anonymous: headers["sec-gpc"] === "1" || headers.dnt === "1",
  };
}

function parseCountry(header: string | string[] | undefined): string {
  return String(header ?? "").slice(0, maxCountryLength);
}
