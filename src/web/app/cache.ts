import type { CacheUpdates } from "../api/cacheUpdates.ts";
import type { CacheConfig } from "../api/client.ts";
import { possibleTypes } from "../api/possibleTypes.generated.ts";
import { linksCacheUpdates } from "../features/links/cacheUpdates.ts";
import { sessionCacheUpdates } from "../features/session/cacheUpdates.ts";
import { settingsCacheUpdates } from "../features/settings/cacheUpdates.ts";
import { tokensCacheUpdates } from "../features/tokens/cacheUpdates.ts";

const features: CacheUpdates[] = [
  linksCacheUpdates,
  sessionCacheUpdates,
  settingsCacheUpdates,
  tokensCacheUpdates,
];
const typesWithoutId = features.flatMap(({ typesWithoutId = [] }) => typesWithoutId);

/** Configures the cache: entities are stored by global ID. The views merge the pages of links. */
export const cacheConfig: CacheConfig = {
  possibleTypes,
  keys: Object.fromEntries(typesWithoutId.map((type) => [type, () => null])),
  optimistic: Object.assign({}, ...features.map(({ optimistic }) => optimistic)),
  updates: { Mutation: Object.assign({}, ...features.map(({ Mutation }) => Mutation)) },
};
