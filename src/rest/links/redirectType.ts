import { z } from "@hono/zod-openapi";
import type { introspection } from "../server/schema.generated.d.ts";

type RedirectType = introspection["types"]["RedirectType"]["enumValues"];

const statusByRedirectType = {
  MOVED_PERMANENTLY: 301,
  FOUND: 302,
  TEMPORARY_REDIRECT: 307,
  PERMANENT_REDIRECT: 308,
} as const satisfies Record<RedirectType, number>;

export const redirectStatuses = Object.values(statusByRedirectType);

type RedirectStatus = (typeof redirectStatuses)[number];

const redirectTypeByStatus = new Map<RedirectStatus, RedirectType>(
  Object.entries(statusByRedirectType).map(([type, status]) => [status, type as RedirectType]),
);

export const RedirectStatus = z.literal(redirectStatuses, "must be 301, 302, 307 or 308");

/** Returns the HTTP status of a redirect type. */
export function toRedirectStatus(type: RedirectType): RedirectStatus {
  return statusByRedirectType[type];
}

/** Returns the redirect type with an HTTP status. Null means the default, 302. */
export function toRedirectType(status: RedirectStatus | null): RedirectType {
  return (status && redirectTypeByStatus.get(status)) ?? "FOUND";
}
