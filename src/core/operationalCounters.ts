/** Result of a request for a short code. */
export type RedirectOutcome =
  | "active"
  | "blocked"
  | "gone"
  | "limited"
  | "methodNotAllowed"
  | "notFound"
  | "password"
  | "preview";

/** Why a browser requests a link before the user visits it. */
export type PrefetchKind = "prefetch" | "prerender" | "preview";

/** Counts since the start, as plain numbers: counting costs one increment. */
export interface OperationalCounters {
  redirects: Record<RedirectOutcome, number>;
  /** Requests that browsers send before a visit. They are in no other count. */
  prefetches: Record<PrefetchKind, number>;
  /** Lookups of short codes, served from the cache or by the database. */
  cache: { hits: number; misses: number };
  logins: Record<"succeeded" | "failed", number>;
  registrations: number;
  linksCreated: number;
  /** Requests rejected by a limit, by the name of the limit. The names are a fixed set, never input. */
  rateLimitRejections: Map<string, number>;
}

export function createOperationalCounters(): OperationalCounters {
  return {
    redirects: {
      active: 0,
      blocked: 0,
      gone: 0,
      limited: 0,
      methodNotAllowed: 0,
      notFound: 0,
      password: 0,
      preview: 0,
    },
    prefetches: { prefetch: 0, prerender: 0, preview: 0 },
    cache: { hits: 0, misses: 0 },
    logins: { succeeded: 0, failed: 0 },
    registrations: 0,
    linksCreated: 0,
    rateLimitRejections: new Map(),
  };
}

/** Counts a rejection by a limit such as `loginPerAddress`. */
export function countRateLimitRejection(
  { rateLimitRejections }: OperationalCounters,
  limit: string,
): void {
  rateLimitRejections.set(limit, (rateLimitRejections.get(limit) ?? 0) + 1);
}
