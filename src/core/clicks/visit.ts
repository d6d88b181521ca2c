/** One redirect that was served, as the HTTP layer recorded it. */
export interface Visit {
  linkId: number;
  /** Milliseconds since 1970. */
  at: number;
  /**
   * IP address of the visitor. It is not stored; only the visitor hash of the day is derived from it.
   */
  ipAddress: string;
  userAgent: string;
  referrer: string;
  /** Country code from the operator's proxy, or empty. */
  country: string;
  /** Whether the visitor asked not to be tracked (Sec-GPC or DNT). */
  anonymous: boolean;
  /** Whether the link's count already includes the click, because the link has a click limit. */
  counted: boolean;
}

/** A visit for the writer thread, without property names, which would be copied each time. */
export type EncodedVisit = [
  linkId: number,
  at: number,
  address: string,
  userAgent: string,
  referrer: string,
  country: string,
  anonymous: boolean,
  counted: boolean,
];

export function encodeVisit(visit: Visit): EncodedVisit {
  const { linkId, at, ipAddress, userAgent, referrer, country, anonymous, counted } = visit;
  return [linkId, at, ipAddress, userAgent, referrer, country, anonymous, counted];
}

export function decodeVisit(encoded: EncodedVisit): Visit {
  const [linkId, at, ipAddress, userAgent, referrer, country, anonymous, counted] = encoded;
  return { linkId, at, ipAddress, userAgent, referrer, country, anonymous, counted };
}
