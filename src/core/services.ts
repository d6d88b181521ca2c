import type { Storage } from "../db/storage.ts";
import type { ClickFeeds } from "./clicks/clickFeeds.ts";
import type { ClickRecorder } from "./clicks/clickRecorder.ts";
import type { DestinationPolicy } from "./destinations/destinationPolicy.ts";
import type { Events } from "./events/events.ts";
import type { LinkChangeFeeds } from "./links/linkChangeFeeds.ts";
import type { OperationalCounters } from "./operationalCounters.ts";
import type { PasswordHasher } from "./passwords/passwordHasher.ts";
import type { AccountQueues } from "./queues/accountQueues.ts";
import type { RateLimiters } from "./rateLimits/rateLimiters.ts";
import type { SubscriptionLimiter } from "./subscriptions/subscriptionLimiter.ts";

/** The dependencies of core. Every actor carries them. */
export interface Services
  extends Pick<Storage, "database" | "lookup" | "unappliedMigrations" | "findWriteProblem"> {
  /** Public URL, without a path. */
  baseUrl: URL;
  destinationPolicy: DestinationPolicy;
  registration: "open" | "closed";
  /** Maximum number of API tokens of an account. */
  maxTokensPerAccount: number;
  passwordHasher: PasswordHasher;
  /** Key for hashing data that must not be stored in plain text. */
  instanceKey: Uint8Array;
  /** Undefined if rate limits are disabled. */
  rateLimiters: RateLimiters | undefined;
  subscriptionLimiter: SubscriptionLimiter;
  /** Delivers clicks to subscribers. */
  clickFeeds: ClickFeeds;
  linkChangeFeeds: LinkChangeFeeds;
  queues: AccountQueues;
  events: Events;
  /** Aborted when the service is about to stop. Endless responses must end. */
  shutdownSignal: AbortSignal;
  /** Operational counts, for the operator. */
  counters: OperationalCounters;
  clickRecorder: ClickRecorder;
  /** Returns a short code that is most likely free. */
  generateShortCode: () => string;
}
