import type { Cache, CacheExchangeOpts } from "@urql/exchange-graphcache";
import { evictDeletedLink, optimisticLinkToggle } from "../features/links/shared/cacheUpdates.ts";
import type { CreateLink } from "../features/links/shared/documents.ts";
import type { StartSession } from "../features/session/documents.ts";
import type { ResultOf } from "./graphql.ts";
import { possibleTypes } from "./possibleTypes.generated.ts";

/** Types without a global ID are cached inside their parent object. */
const typesWithoutId = [
  "Click",
  "LinkChange",
  "LinkClicked",
  "LinkSettingChange",
  "Stats",
  "StatsBucket",
  "StatsRemainder",
  "StatsBreakdown",
  "StatsBreakdownItem",
];

/** Configures the cache: entities are stored by global ID. The views merge the pages of links. */
export const cacheConfig: Partial<CacheExchangeOpts> = {
  possibleTypes,
  keys: Object.fromEntries(typesWithoutId.map((type) => [type, () => null])),
  optimistic: { updateLink: optimisticLinkToggle },
  updates: {
    Mutation: {
      createLink: ({ createLink: outcome }: ResultOf<typeof CreateLink>, _arguments, cache) => {
        if (outcome?.__typename === "CreateLinkPayload") invalidateLists(cache, "links");
      },
      deleteLink: evictDeletedLink,
      // Queries sent after the session ended have cached an anonymous viewer.
      startSession: (
        { startSession: outcome }: ResultOf<typeof StartSession>,
        _arguments,
        cache,
      ) => {
        if (outcome?.__typename === "StartSessionPayload") cache.invalidate("Query", "viewer");
      },
      createToken: (_result, _arguments, cache) => invalidateLists(cache, "tokens"),
      changePassword: (_result, _arguments, cache) => {
        invalidateLists(cache, "sessions");
        invalidateLists(cache, "tokens");
      },
      endSessions: (_result, _arguments, cache) => invalidateLists(cache, "sessions"),
      revokeToken: (_result, _arguments, cache) => invalidateLists(cache, "tokens"),
    },
  },
};

/** Invalidates the viewer's lists, which refetches those on display. */
function invalidateLists(cache: Cache, field: "links" | "sessions" | "tokens"): void {
  const viewer = cache.resolve("Query", "viewer");
  if (typeof viewer !== "string") return;
  for (const { fieldName, fieldKey } of cache.inspectFields(viewer)) {
    if (fieldName === field) cache.invalidate(viewer, fieldKey);
  }
}
