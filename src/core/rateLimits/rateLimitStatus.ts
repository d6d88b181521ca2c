/** What somebody has left of a budget. */
export interface RateLimitStatus {
  /** Of the budget, as answers name it. */
  name: string;
  limit: number;
  windowSeconds: number;
  remaining: number;
  /** Seconds until all of it is there again. */
  resetSeconds: number;
}
