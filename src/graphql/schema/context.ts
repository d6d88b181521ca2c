import type { Actor } from "../../core/actors/actor.ts";
import type { ReportRateLimit } from "../authenticateRequest.ts";
import type { PageOrigin } from "./sameOrigin.ts";

/** What every resolver is given: who asks, and what it may do to the browser that asked. */
export interface Context extends PageOrigin {
  actor: Actor;
  /** What the caller's program says of itself; empty where it says nothing. */
  userAgent: string;
  /** Tells the operator of a page at a host that no setting names. */
  reportUnknownHost: (host: string) => void;
  /** Tells the caller, with the answer, what is left of a budget. */
  reportRateLimit: ReportRateLimit;
  /** Puts a session's secret into the browser's cookie, or with null takes it out. */
  setSessionCookie: (secret: string | null) => void;
}
