import type { OptimisticMutationResolver, UpdateResolver } from "@urql/exchange-graphcache";
import type { DeleteLink, UpdateLink } from "../links/documents.ts";
import { LinkFields } from "../links/documents.ts";
import { statusAfterSwitch } from "../links/linkStatuses.ts";
import type { ResultOf, VariablesOf } from "./graphql.ts";

/** A link as it will be once its switch has been used. Other changes wait for their answer. */
export const switchedLink: OptimisticMutationResolver<VariablesOf<typeof UpdateLink>> = (
  { input },
  cache,
) => {
  const { by, isActive, ...others } = input;
  if (!("id" in by) || isActive == null || Object.keys(others).length > 0) return null;
  const link = cache.readFragment(LinkFields, { __typename: "Link", id: by.id });
  if (!link) return null;
  return {
    __typename: "UpdateLinkPayload",
    link: { ...link, __typename: "Link", isActive, status: statusAfterSwitch(link, isActive) },
  };
};

/** Takes a link that is gone out of all lists, without asking for them anew. */
export const removeFromLists: UpdateResolver<
  ResultOf<typeof DeleteLink>,
  VariablesOf<typeof DeleteLink>
> = ({ deleteLink: outcome }, { input }, cache) => {
  const isGone =
    outcome?.__typename === "DeleteLinkPayload" || outcome?.__typename === "LinkNotFoundError";
  const viewer = cache.resolve("Query", "viewer");
  if (!isGone || !("id" in input.by) || typeof viewer !== "string") return;
  const gone = cache.keyOfEntity({ __typename: "Link", id: input.by.id });
  for (const { fieldName, fieldKey } of cache.inspectFields(viewer)) {
    const list = fieldName === "links" ? cache.resolve(viewer, fieldKey) : null;
    if (typeof list !== "string") continue;
    const nodes = cache.resolve(list, "nodes") as (string | null)[] | null | undefined;
    if (!nodes?.includes(gone)) continue;
    const left = nodes.filter((node) => node !== gone);
    cache.link(list, "nodes", left);
  }
};
