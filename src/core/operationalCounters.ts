/** What came of a request for a short code. */
export type RedirectOutcome =
  | "active"
  | "blocked"
  | "gone"
  | "limited"
  | "methodNotAllowed"
  | "notFound"
  | "password"
  | "preview";

/** Why a browser asks for a link before anybody has gone there. */
export type PrefetchKind = "prefetch" | "prerender" | "preview";

/** What has happened since the start, as plain numbers: to count costs an increment. */
export interface OperationalCounters {
  redirects: Record<RedirectOutcome, number>;
  /** Requests of browsers that go before a visit. They are in no other count. */
  prefetches: Record<PrefetchKind, number>;
  /** Look-ups of short codes, answered from memory or by the database. */
  cache: { hits: number; misses: number };
  logins: Record<"succeeded" | "failed", number>;
  registrations: number;
  linksCreated: number;
  /** Requests refused because of a limit, by the limit's name: one of few, never what was sent. */
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

/** Counts that a limit, such as `loginPerAddress`, has refused somebody. */
export function countRateLimitRejection(
  { rateLimitRejections }: OperationalCounters,
  limit: string,
): void {
  rateLimitRejections.set(limit, (rateLimitRejections.get(limit) ?? 0) + 1);
}
