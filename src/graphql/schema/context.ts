import type { Actor } from "../../core/auth/actor.ts";
import type { RateLimitStatus } from "../../core/rateLimits/rateLimitStatus.ts";
import type { PageOrigin } from "./sameOrigin.ts";

/** Receives the status of the caller's request limit, or of the limit that was exceeded. */
export type ReportRateLimit = (status: RateLimitStatus, isExceeded?: boolean) => void;

/** Context of every resolver: the caller, and functions that affect the caller's browser. */
export interface Context extends PageOrigin {
  actor: Actor;
  /** The caller's User-Agent; empty if not sent. */
  userAgent: string;
  /** Reports a page on a host that is not in the settings to the operator. */
  reportUnknownHost: (host: string) => void;
  /** The id of the last event that the caller received before it reconnected. */
  lastEventId: string | undefined;
  /** The caller's request limit after this request. Undefined if rate limits are disabled. */
  requestLimit: RateLimitStatus | undefined;
  /** Reports the remaining rate limit to the caller, with the response. */
  reportRateLimit: ReportRateLimit;
  /** Sets the session cookie to the secret. Null clears the cookie. */
  setSessionCookie: (secret: string | null) => void;
}
