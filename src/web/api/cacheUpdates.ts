import type { Cache, OptimisticMutationConfig, UpdatesConfig } from "@urql/exchange-graphcache";

/** The rules by which the mutations of a feature update the cache. */
export interface CacheUpdates {
  /** Types without a global ID, which are cached inside their parent object. */
  typesWithoutId?: readonly string[];
  /** Results assumed until the response arrives, by mutation. */
  optimistic?: OptimisticMutationConfig;
  /** Changes of other cached data after the response, by mutation. */
  Mutation?: UpdatesConfig[string];
}

/** Invalidates lists of the viewer, which refetches those on display. */
export function invalidateLists(cache: Cache, field: "links" | "sessions" | "tokens"): void {
  const viewer = cache.resolve("Query", "viewer");
  if (typeof viewer !== "string") return;
  for (const { fieldName, fieldKey } of cache.inspectFields(viewer)) {
    if (fieldName === field) cache.invalidate(viewer, fieldKey);
  }
}
