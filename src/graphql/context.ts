import type { Actor } from "../domain/actors/actor.ts";
import type { Tell } from "./admission.ts";

/** What every resolver is given: who asks, and what it may do to the browser that asked. */
export interface Context {
  actor: Actor;
  /** What the caller's program says of itself; empty where it says nothing. */
  userAgent: string;
  /** True where the request cannot come from a foreign page, so that a cookie may be acted on. */
  sameOrigin: boolean;
  /** Tells the caller, with the answer, what is left of a budget. */
  tell: Tell;
  /** Puts a session's secret into the browser's cookie, or with null takes it out. */
  setSessionCookie: (secret: string | null) => void;
}
