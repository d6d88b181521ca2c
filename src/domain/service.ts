import type { Storage } from "../db/storage.ts";
import type { Activity } from "./activity.ts";
import type { ClickFeeds } from "./clicks/clickFeeds.ts";
import type { ClickRecorder } from "./clicks/clickRecorder.ts";
import type { StreamLimiter } from "./clicks/streamLimiter.ts";
import type { Destinations } from "./destinations/destinations.ts";
import type { DomainEvents } from "./events.ts";
import type { Limits } from "./limits/limits.ts";
import type { Turns } from "./queues/turns.ts";
import type { PasswordHasher } from "./users/passwordHasher.ts";

/** One running service: what the domain acts on. Every actor carries the one it is asking. */
export interface Service
  extends Pick<Storage, "database" | "lookup" | "unappliedMigrations" | "writeHindrance"> {
  /** Public address, without a path. */
  baseUrl: URL;
  /** Where links may lead. */
  destinations: Destinations;
  registration: "open" | "closed";
  /** API tokens that an account may have at once. */
  maxTokensPerAccount: number;
  passwords: PasswordHasher;
  /** With it is hashed what must not be kept as it is. */
  instanceKey: Uint8Array;
  /** Absent where nothing is limited. */
  limits: Limits | undefined;
  streamLimiter: StreamLimiter;
  /** Tells clicks to those who watch. */
  clickFeeds: ClickFeeds;
  /** In which accounts read and write by turns. */
  turns: Turns;
  events: DomainEvents;
  /** Counts what happens, for whoever runs the service. */
  activity: Activity;
  clicks: ClickRecorder;
  /** Makes a short code that is most likely free. */
  generateShortCode: () => string;
}
