import type { Cache, CacheExchangeOpts } from "@urql/exchange-graphcache";
import type { CreateLink } from "../links/documents.ts";
import type { StartSession } from "../session/documents.ts";
import type { ResultOf } from "./graphql.ts";
import { removeFromLists, switchedLink } from "./linkUpdates.ts";
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
export const cacheSettings: Partial<CacheExchangeOpts> = {
  possibleTypes,
  keys: Object.fromEntries(typesWithoutId.map((type) => [type, () => null])),
  optimistic: { updateLink: switchedLink },
  updates: {
    Mutation: {
      createLink: ({ createLink: outcome }: ResultOf<typeof CreateLink>, _arguments, cache) => {
        if (outcome?.__typename === "CreateLinkPayload") forgetLists(cache, "links");
      },
      deleteLink: removeFromLists,
      // Whatever was asked since the session ended was answered for nobody.
      startSession: (
        { startSession: outcome }: ResultOf<typeof StartSession>,
        _arguments,
        cache,
      ) => {
        if (outcome?.__typename === "StartSessionPayload") cache.invalidate("Query", "viewer");
      },
      createToken: (_result, _arguments, cache) => forgetLists(cache, "tokens"),
      changePassword: (_result, _arguments, cache) => {
        forgetLists(cache, "sessions");
        forgetLists(cache, "tokens");
      },
      endSessions: (_result, _arguments, cache) => forgetLists(cache, "sessions"),
      revokeToken: (_result, _arguments, cache) => forgetLists(cache, "tokens"),
    },
  },
};

/** Makes the lists of the viewer be asked for anew. */
function forgetLists(cache: Cache, field: "links" | "sessions" | "tokens"): void {
  const viewer = cache.resolve("Query", "viewer");
  if (typeof viewer !== "string") return;
  for (const { fieldName, fieldKey } of cache.inspectFields(viewer)) {
    if (fieldName === field) cache.invalidate(viewer, fieldKey);
  }
}
