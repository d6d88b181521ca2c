import type { Database } from "../db/database.ts";
import type { Lookup } from "../db/lookup.ts";
import type { ClickRecorder } from "./clicks/clickRecorder.ts";
import type { DomainEvents } from "./events.ts";
import type { UnlockLimiter } from "./links/unlockLimiter.ts";
import type { PasswordHasher } from "./users/passwordHasher.ts";

/** One running service: what the domain acts on. Every actor carries the one it is asking. */
export interface Service {
  database: Database;
  /** Finds what is asked for all the time, past the query engine. */
  lookup: Lookup;
  /** Public address, without a path. */
  baseUrl: URL;
  registration: "open" | "closed";
  passwords: PasswordHasher;
  unlockLimiter: UnlockLimiter;
  events: DomainEvents;
  clicks: ClickRecorder;
  /** Makes a short code that is most likely free. */
  generateShortCode: () => string;
}
