import type { UpdateResolver } from "@urql/exchange-graphcache";
import type { CacheUpdates } from "../../api/cacheUpdates.ts";
import type { ResultOf } from "../../api/graphql.ts";
import type { StartSession } from "./documents.ts";

/** Queries sent after the session ended have cached an anonymous viewer. */
const invalidateViewer: UpdateResolver<ResultOf<typeof StartSession>> = (
  { startSession: outcome },
  _variables,
  cache,
) => {
  if (outcome?.__typename === "StartSessionPayload") cache.invalidate("Query", "viewer");
};

export const sessionCacheUpdates: CacheUpdates = { Mutation: { startSession: invalidateViewer } };
