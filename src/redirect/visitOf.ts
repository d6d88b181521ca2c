import type { IncomingMessage } from "node:http";
import type { Visit } from "../domain/clicks/visit.ts";
import { clientAddress } from "../http/clientAddress.ts";

/** What the operator has said about the proxies in front. */
export interface VisitSettings {
  trustedHops: number;
  /** Name of the request header with the visitor's country, in lower case, if there is one. */
  countryHeader: string | undefined;
}

/** As long as two letters and what is none of them; a longer text would only be kept until it is read. */
const longestCountry = 3;

/** The visit, read from the raw request: building a Headers object would cost more than the rest. */
export function visitOf(
  incoming: IncomingMessage,
  { trustedHops, countryHeader }: VisitSettings,
  linkId: number,
  at: number,
  counted: boolean,
): Visit {
  const { headers } = incoming;
  return {
    linkId,
    at,
    counted,
    ipAddress: clientAddress(incoming, trustedHops),
    userAgent: headers["user-agent"] ?? "",
    referrer: headers.referer ?? "",
    country: countryHeader === undefined ? "" : countryOf(headers[countryHeader]),
    anonymous: headers["sec-gpc"] === "1" || headers.dnt === "1",
  };
}

function countryOf(named: string | string[] | undefined): string {
  return String(named ?? "").slice(0, longestCountry);
}
