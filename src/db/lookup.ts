import type { LinkKey, LinkRow } from "./linkRow.ts";

/** A result that SQLite returns at once and a server returns later. */
export type Awaitable<Value> = Value | Promise<Value>;

/** Columns of a token that each request needs, as they are stored: times in milliseconds. */
export interface TokenRow {
  id: number;
  ownerId: number;
  scopes: string;
  lastUsedAt: number | null;
  expiresAt: number | null;
  revokedAt: number | null;
}

/** Columns of a session that each request needs, as they are stored: times in milliseconds. */
export interface SessionRow {
  id: number;
  ownerId: number;
  lastSeenAt: number;
  expiresAt: number;
}

/** Subject of counts. The kind selects the tables, and the id selects the rows. */
export interface StatsSubject {
  kind: "Link" | "User";
  id: number;
}

/** Bounds in milliseconds. The end is exclusive. */
export type TimeBounds = [start: number, end: number];

export interface HourCounts {
  clicks: number;
  visitors: number;
  bots: number;
}

/** Query over UTC days. `from` and `to` are starts of days in milliseconds; `to` is exclusive. */
export interface TopValuesQuery {
  dimension: string;
  from: number;
  to: number;
  /** Maximum number of values. */
  limit: number;
}

/** Totals of the days and hours in a range, all of one moment. */
export interface TopValuesResult {
  /** Most frequent values first. */
  values: { value: string; clicks: number }[];
  /** Clicks with a known value, including values beyond the limit. */
  knownClicks: number;
  /** All clicks. */
  totalClicks: number;
}

/**
 * Runs the most frequent queries as prepared statements that bypass the query engine. Each costs a
 * tenth of what it would cost there.
 */
export interface Lookup {
  /**
   * Returns the link with this key, unless its owner has deleted the account. Unless `isFresh`, it may be as old as the start of this turn of the event loop. From a replica, it may be
   * 6 seconds old.
   */
  findLink(linkKey: LinkKey, isFresh?: boolean): Awaitable<LinkRow | undefined>;
  /**
   * Returns the token whose secret has this SHA-256 hash, if its owner's account is active. The other
   * methods for tokens and sessions check the account too.
   */
  findToken(secretHash: Uint8Array): Awaitable<TokenRow | undefined>;
  findTokenById(id: number): Awaitable<TokenRow | undefined>;
  /** Returns the session whose secret has this SHA-256 hash. */
  findSession(secretHash: Uint8Array): Awaitable<SessionRow | undefined>;
  findSessionById(id: number): Awaitable<SessionRow | undefined>;
  /** Returns true for the key of a deleted link. */
  isRetired(linkKey: LinkKey): Awaitable<boolean>;
  close(): Awaitable<void>;
}
