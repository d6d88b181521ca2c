import type { BlockReason } from "../core/destinations/destinationPolicy.ts";
import { hasClickLimit } from "../core/links/clickLimit.ts";
import { type LinkState, linkStatus } from "../core/links/linkStatus.ts";
import type { RedirectTarget } from "../core/links/redirectTarget.ts";
import { redirectsMethod } from "./methods.ts";

/** Decision about a link that does not redirect anybody. */
export type UnavailableDecision =
  | { outcome: "notFound" | "gone" }
  | { outcome: "blocked"; reason: BlockReason };

/**
 * Decision about a request for a code. With `consumeClick`, the link redirects only if a click of its
 * limit is left, which the database decides.
 */
export type Decision<Target> = FinalDecision<Target> | { outcome: "consumeClick"; target: Target };

export type FinalDecision<Target> =
  | UnavailableDecision
  | { outcome: "methodNotAllowed" }
  | { outcome: "password" | "active"; target: Target };

/** The properties of a request that decide about it. */
export interface VisitRequest {
  method: string | undefined;
  /** Hash of the password that the visitor has entered; null without one. */
  unlockedHash: string | null;
}

export const notFound = { outcome: "notFound" } as const;
export const gone = { outcome: "gone" } as const;
const methodNotAllowed = { outcome: "methodNotAllowed" } as const;

/** Decides about a request for a link; null if there is none. `now` is in milliseconds. */
export function decide<Target extends RedirectTarget>(
  target: Target | null,
  { method, unlockedHash }: VisitRequest,
  now: number,
): Decision<Target> {
  if (target === null) return notFound;
  const unavailable = decideUnavailable(target, now);
  if (unavailable) return unavailable;
  if (!redirectsMethod(target.redirectType, method)) return methodNotAllowed;
  if (target.passwordHash !== null && target.passwordHash !== unlockedHash) {
    return { outcome: "password", target };
  }
  return { outcome: hasClickLimit(target) ? "consumeClick" : "active", target };
}

/** Decides about an unavailable link. Returns undefined if it is active. */
export function decideUnavailable(link: LinkState, now: number): UnavailableDecision | undefined {
  const status = linkStatus(link, now);
  if (status === "ACTIVE") return undefined;
  if (status === "INACTIVE") return notFound;
  return status === "BLOCKED" && link.blockReason !== null
    ? { outcome: "blocked", reason: link.blockReason }
    : gone;
}
