import type { Storage } from "../db/storage.ts";
import type { ClickFeeds } from "./clicks/clickFeeds.ts";
import type { ClickRecorder } from "./clicks/clickRecorder.ts";
import type { SubscriptionLimiter } from "./clicks/subscriptionLimiter.ts";
import type { DestinationPolicy } from "./destinations/destinationPolicy.ts";
import type { DomainEvents } from "./events.ts";
import type { OperationalCounters } from "./operationalCounters.ts";
import type { AccountQueues } from "./queues/accountQueues.ts";
import type { RateLimiters } from "./rateLimits/rateLimiters.ts";
import type { PasswordHasher } from "./users/passwordHasher.ts";

/** One running service: what the domain acts on. Every actor carries the one it is asking. */
export interface Service
  extends Pick<Storage, "database" | "lookup" | "unappliedMigrations" | "findWriteProblem"> {
  /** Public address, without a path. */
  baseUrl: URL;
  /** Where links may lead. */
  destinationPolicy: DestinationPolicy;
  registration: "open" | "closed";
  /** API tokens that an account may have at once. */
  maxTokensPerAccount: number;
  passwordHasher: PasswordHasher;
  /** With it is hashed what must not be kept as it is. */
  instanceKey: Uint8Array;
  /** Absent where nothing is limited. */
  rateLimiters: RateLimiters | undefined;
  subscriptionLimiter: SubscriptionLimiter;
  /** Tells clicks to those who watch. */
  clickFeeds: ClickFeeds;
  /** In which accounts read and write by turns. */
  queues: AccountQueues;
  events: DomainEvents;
  /** Counts what happens, for whoever runs the service. */
  counters: OperationalCounters;
  clickRecorder: ClickRecorder;
  /** Makes a short code that is most likely free. */
  generateShortCode: () => string;
}
