import type { OptimisticMutationResolver, UpdateResolver } from "@urql/exchange-graphcache";
import { type CacheUpdates, invalidateLists } from "../../api/cacheUpdates.ts";
import type { ResultOf, VariablesOf } from "../../api/graphql.ts";
import type { CreateLink, DeleteLink, UpdateLink } from "./shared/documents.ts";

const invalidateLinks: UpdateResolver<ResultOf<typeof CreateLink>> = (
  { createLink: outcome },
  _variables,
  cache,
) => {
  if (outcome?.__typename === "CreateLinkPayload") invalidateLists(cache, "links");
};

/**
 * Shows a switch in its new position at once. The server decides the status, and other changes wait
 * for their response.
 */
const optimisticLinkToggle: OptimisticMutationResolver<VariablesOf<typeof UpdateLink>> = ({
  input,
}) => {
  const { by, isActive, ...otherChanges } = input;
  if (!("id" in by) || isActive == null || Object.keys(otherChanges).length > 0) return null;
  // Fields that are not set keep their cached values.
  return {
    __typename: "UpdateLinkPayload",
    link: { __typename: "Link", id: by.id, isActive },
  };
};

/** Removes a deleted link from all lists without refetching them. */
const evictDeletedLink: UpdateResolver<
  ResultOf<typeof DeleteLink>,
  VariablesOf<typeof DeleteLink>
> = ({ deleteLink: outcome }, { input }, cache) => {
  const isDeleted =
    outcome?.__typename === "DeleteLinkPayload" || outcome?.__typename === "LinkNotFoundError";
  const viewer = cache.resolve("Query", "viewer");
  if (!isDeleted || !("id" in input.by) || typeof viewer !== "string") return;
  const deletedKey = cache.keyOfEntity({ __typename: "Link", id: input.by.id });
  for (const { fieldName, fieldKey } of cache.inspectFields(viewer)) {
    const list = fieldName === "links" ? cache.resolve(viewer, fieldKey) : null;
    if (typeof list !== "string") continue;
    const nodes = cache.resolve(list, "nodes") as (string | null)[] | null | undefined;
    if (!nodes?.includes(deletedKey)) continue;
    const remaining = nodes.filter((node) => node !== deletedKey);
    cache.link(list, "nodes", remaining);
  }
};

export const linksCacheUpdates: CacheUpdates = {
  typesWithoutId: [
    "LinkClicked",
    "LinkSettingChange",
    "Stats",
    "StatsBucket",
    "StatsRemainder",
    "StatsBreakdown",
    "StatsBreakdownItem",
  ],
  optimistic: { updateLink: optimisticLinkToggle },
  Mutation: { createLink: invalidateLinks, deleteLink: evictDeletedLink },
};
