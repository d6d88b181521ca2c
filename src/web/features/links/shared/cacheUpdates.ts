import type { OptimisticMutationResolver, UpdateResolver } from "@urql/exchange-graphcache";
import type { ResultOf, VariablesOf } from "../../../api/graphql.ts";
import type { DeleteLink, UpdateLink } from "./documents.ts";
import { LinkFields } from "./documents.ts";
import { statusAfterToggle } from "./linkStatuses.ts";

/** Returns the expected link when its switch is used. Other changes wait for their response. */
export const optimisticLinkToggle: OptimisticMutationResolver<VariablesOf<typeof UpdateLink>> = (
  { input },
  cache,
) => {
  const { by, isActive, ...otherChanges } = input;
  if (!("id" in by) || isActive == null || Object.keys(otherChanges).length > 0) return null;
  const link = cache.readFragment(LinkFields, { __typename: "Link", id: by.id });
  if (!link) return null;
  return {
    __typename: "UpdateLinkPayload",
    link: { ...link, __typename: "Link", isActive, status: statusAfterToggle(link, isActive) },
  };
};

/** Removes a deleted link from all lists without refetching them. */
export const evictDeletedLink: UpdateResolver<
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
