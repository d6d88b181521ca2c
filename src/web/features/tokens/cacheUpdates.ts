import { type CacheUpdates, invalidateLists } from "../../api/cacheUpdates.ts";

export const tokensCacheUpdates: CacheUpdates = {
  Mutation: {
    createToken: (_result, _variables, cache) => invalidateLists(cache, "tokens"),
    revokeToken: (_result, _variables, cache) => invalidateLists(cache, "tokens"),
  },
};
