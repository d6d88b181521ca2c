/** One redirect that was answered, as the door saw it. */
export interface Visit {
  linkId: number;
  /** Milliseconds since 1970. */
  at: number;
  /** Whence the visitor came. Kept nowhere: only a mark of the day is made of it. */
  ipAddress: string;
  userAgent: string;
  referrer: string;
  /** As the operator's proxy names it, or empty. */
  country: string;
  /** The visitor asked not to be tracked: Sec-GPC or DNT. */
  anonymous: boolean;
  /** The click is in the link's count already, because the link allows only so many. */
  counted: boolean;
}

/** A visit as it goes to the thread that writes: without names, which would be copied each time. */
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
