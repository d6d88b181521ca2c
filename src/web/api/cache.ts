import type { Cache, CacheExchangeOpts } from "@urql/exchange-graphcache";
import { evictDeletedLink, optimisticLinkToggle } from "../features/links/shared/cacheUpdates.ts";
import type { CreateLink } from "../features/links/shared/documents.ts";
import type { StartSession } from "../features/session/documents.ts";
import type { ResultOf } from "./graphql.ts";
import { possibleTypes } from "./possibleTypes.generated.ts";

/** What has no id of its own is kept where it was found. */
const typesWithoutId = [
  "Click",
  "LinkChange",
  "LinkClicked",
  "LinkSettingChange",
  "Stats",
  "StatsBucket",
  "StatsOther",
  "StatsTop",
  "StatsValue",
];

/** How answers are kept: by their global id. Pages of links are joined where they are shown. */
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
      // Whatever was asked since the session ended was answered for nobody.
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

/** Makes the lists of the viewer be asked for anew. */
function invalidateLists(cache: Cache, field: "links" | "sessions" | "tokens"): void {
  const viewer = cache.resolve("Query", "viewer");
  if (typeof viewer !== "string") return;
  for (const { fieldName, fieldKey } of cache.inspectFields(viewer)) {
    if (fieldName === field) cache.invalidate(viewer, fieldKey);
  }
}
