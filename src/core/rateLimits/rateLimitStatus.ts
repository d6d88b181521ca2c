/** The state of a rate limit for one caller. */
export interface RateLimitStatus {
  /** Name of the limit in responses. */
  name: string;
  limit: number;
  windowSeconds: number;
  remaining: number;
  /** Seconds until the full limit is available again. */
  resetSeconds: number;
}
