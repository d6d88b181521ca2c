import { type CacheUpdates, invalidateLists } from "../../api/cacheUpdates.ts";

export const settingsCacheUpdates: CacheUpdates = {
  Mutation: {
    changePassword: (_result, _variables, cache) => {
      invalidateLists(cache, "sessions");
      invalidateLists(cache, "tokens");
    },
    endSessions: (_result, _variables, cache) => invalidateLists(cache, "sessions"),
  },
};
