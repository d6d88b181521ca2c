import { queryFromInfo } from "@pothos/plugin-prisma";
import type { GraphQLResolveInfo } from "graphql";
import type { Page } from "../../core/pagination/readPage.ts";
import type { Context } from "./context.ts";

/** Returns which columns and relations of its nodes a connection is asked for. */
export function nodeQuery(context: Context, info: GraphQLResolveInfo) {
  return queryFromInfo({ context, info, paths: [["nodes"], ["edges", "node"]] });
}

/** Returns a page as GraphQL has it. */
export function toConnection<Node>({ edges, hasNextPage, hasPreviousPage }: Page<Node>) {
  return {
    edges,
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
