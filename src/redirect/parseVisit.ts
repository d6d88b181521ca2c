import type { IncomingMessage } from "node:http";
import type { Visit } from "../core/clicks/visit.ts";
import { clientAddress } from "../http/clientAddress.ts";

/** What the operator has said about the proxies in front. */
export interface VisitOptions {
  trustedProxyCount: number;
  /** Name of the request header with the visitor's country, in lower case, if there is one. */
  countryHeader: string | undefined;
}

/** As long as two letters and what is none of them; a longer text would only be kept until it is read. */
const maxCountryLength = 3;

/** The visit, read from the raw request: building a Headers object would cost more than the rest. */
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
