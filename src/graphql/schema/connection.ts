import { queryFromInfo } from "@pothos/plugin-prisma";
import type { GraphQLResolveInfo } from "graphql";
import type { Page } from "../../core/pagination/readPage.ts";
import type { Context } from "./context.ts";

/** Returns the columns and relations of its nodes that the query selects. */
export function nodeQuery(context: Context, info: GraphQLResolveInfo) {
  return queryFromInfo({ context, info, paths: [["nodes"], ["edges", "node"]] });
}

/** Returns a page as a GraphQL connection. */
export function toConnection<Node>({
  edges,
  hasNextPage,
  hasPreviousPage,
  countTotal,
}: Page<Node>) {
  return {
    edges,
    countTotal,
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
