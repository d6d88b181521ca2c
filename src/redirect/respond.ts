import type { Context } from "hono";
import type { Services } from "../core/services.ts";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import type { FinalDecision, UnavailableDecision } from "./decide.ts";
import { keepsMethod } from "./methods.ts";
import { passwordRequiredResponse } from "./passwordForm.ts";
import {
  blockedResponse,
  goneResponse,
  methodNotAllowedResponse,
  notFoundResponse,
} from "./responses.ts";
import type { CachedTarget } from "./targetCache.ts";

/**
 * Returns the response for a decision, and counts it for the operator. `isFormSubmission`: whether the
 * request submitted a password, which must never be forwarded to the destination.
 */
export function respond(
  c: Context<HttpEnvironment>,
  { counters, baseUrl }: Pick<Services, "counters" | "baseUrl">,
  decision: FinalDecision<CachedTarget>,
  isFormSubmission: boolean,
): Response {
  counters.redirects[decision.outcome] += 1;
  switch (decision.outcome) {
    case "active":
      return redirectResponse(c, decision.target, isFormSubmission);
    case "methodNotAllowed":
      return methodNotAllowedResponse(c);
    case "password":
      return passwordRequiredResponse(c, decision.target.shortCode);
    default:
      return unavailableResponse(c, decision, baseUrl);
  }
}

/** Returns the response of an unavailable link, which does not reveal the destination. */
export function unavailableResponse(
  c: Context<HttpEnvironment>,
  decision: UnavailableDecision,
  baseUrl: URL,
): Response {
  if (decision.outcome === "blocked") return blockedResponse(c, decision.reason, baseUrl);
  return decision.outcome === "notFound" ? notFoundResponse(c) : goneResponse(c);
}

/**
 * Redirects to the destination. After a form, the browser continues with GET (RFC 9110, section
 * 15.4.4).
 */
function redirectResponse(
  c: Context<HttpEnvironment>,
  { redirect, redirectType }: CachedTarget,
  isFormSubmission: boolean,
): Response {
  const { method } = c.env.incoming;
  if (method === "GET" || method === "HEAD") return new Response(null, redirect);
  const status = keepsMethod(redirectType) && !isFormSubmission ? redirectType : 303;
  const headers = { ...redirect.headers, "Cache-Control": "private, no-store" };
  return new Response(null, { status, headers });
}
