/** An answer that is there at once from SQLite, and comes later from a server. */
export type Awaitable<Value> = Value | Promise<Value>;

/** The columns of a link that a redirect needs, as they are stored: times in milliseconds. */
export interface LinkRow {
  id: number;
  ownerId: number;
  originalUrl: string;
  isActive: number;
  redirectType: number;
  expiresAt: number | null;
  maxClicks: number | null;
  clickCount: number;
  passwordHash: string | null;
  version: number;
}

/** The columns of a token that each request needs, as they are stored: times in milliseconds. */
export interface TokenRow {
  id: number;
  ownerId: number;
  scopes: string;
  lastUsedAt: number | null;
  expiresAt: number | null;
  revokedAt: number | null;
}

/** The same of a session. */
export interface SessionRow {
  id: number;
  ownerId: number;
  lastSeenAt: number;
  expiresAt: number;
}

/** Whose counts: the tables that hold them, and the row in these. */
export interface StatsSubject {
  kind: "Link" | "User";
  id: number;
}

/** In milliseconds; the end is not within. */
export type TimeBounds = [start: number, end: number];

export interface HourCounts {
  clicks: number;
  visitors: number;
  bots: number;
}

/** Which days: the last is not within. Both start a UTC day, in milliseconds. */
export interface TopValuesQuery {
  dimension: string;
  from: number;
  to: number;
  /** How many values at most. */
  limit: number;
}

/** What the days and hours of some time add up to, all of one moment. */
export interface TopValuesResult {
  /** The most frequent first. */
  values: { value: string; clicks: number }[];
  /** Clicks whose value is known, those of further values too. */
  knownClicks: number;
  /** All clicks. */
  totalClicks: number;
}

/**
 * What is asked all the time, as prepared statements past the query engine: each costs a tenth of what
 * it would.
 */
export interface Lookup {
  /**
   * The link with this code, in lower case, unless its owner has deleted the account. Unless `isFresh`,
   * it may be as it was when this turn of the event loop began, or from a replica 6 seconds ago.
   */
  findLink(shortCode: string, isFresh?: boolean): Awaitable<LinkRow | undefined>;
  /** The token whose secret has this SHA-256, if its owner's account is open; so below. */
  findToken(secretHash: Uint8Array): Awaitable<TokenRow | undefined>;
  findTokenById(id: number): Awaitable<TokenRow | undefined>;
  /** The session whose secret has this SHA-256. */
  findSession(secretHash: Uint8Array): Awaitable<SessionRow | undefined>;
  findSessionById(id: number): Awaitable<SessionRow | undefined>;
  /** True for the code of a deleted link, in lower case. */
  isRetired(shortCode: string): Awaitable<boolean>;
  close(): Awaitable<void>;
}
