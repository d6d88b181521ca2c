import SchemaBuilder, { type InputFieldBuilder } from "@pothos/core";
import ComplexityPlugin from "@pothos/plugin-complexity";
import ErrorsPlugin from "@pothos/plugin-errors";
import PrismaPlugin from "@pothos/plugin-prisma";
import RelayPlugin from "@pothos/plugin-relay";
import type PrismaTypes from "../../db/generated/pothos.ts";
import { getDatamodel } from "../../db/generated/pothos.ts";
import type { Context } from "./context.ts";
import { connectionCost, coveredByConnection, nodesCost } from "./cost.ts";
import { decodeNodeId, invalidNodeIdError, isNodeId } from "./nodeIds.ts";
import { prices } from "./prices.ts";
import RateLimitReportPlugin from "./rateLimitPlugin.ts";

const capitalize = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

export const builder = new SchemaBuilder<{
  Context: Context;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  Scalars: {
    ID: { Input: string; Output: string | number };
    DateTime: { Input: Date; Output: Date };
    URL: { Input: string; Output: string };
    SafeInt: { Input: number; Output: number };
  };
}>({
  // The errors plugin precedes prisma, so it sees the fields after prisma has created them. The last
  // plugin sees errors before all others.
  plugins: [ErrorsPlugin, ComplexityPlugin, RelayPlugin, PrismaPlugin, RateLimitReportPlugin],
  defaultFieldNullability: false,
  errors: {
    directResult: true,
    defaultUnionOptions: {
      name: ({ fieldName }) => `${capitalize(fieldName)}Result`,
      description: "The payload on success, otherwise a user error.",
    },
  },
  complexity: { defaultComplexity: 1, defaultListMultiplier: 10 },
  relay: {
    clientMutationId: "omit",
    decodeGlobalID: decodeNodeId,
    nodeTypeOptions: { description: "An object with a global ID." },
    idFieldOptions: { description: "The global ID: opaque, and unique across all types." },
    nodeQueryOptions: {
      description:
        "The object with a global ID. Null if it does not exist or belongs to another user.",
      args: { id: { description: "The value of an `id` field." } },
      complexity: prices.nodes + prices.node,
      resolve: (_root, { id }, _context, { schema }, resolveNode) => {
        if (!isNodeId(schema, id)) throw invalidNodeIdError();
        return resolveNode(id);
      },
    },
    nodesQueryOptions: {
      description:
        "The objects with these global IDs, in the requested order. An item is null if the object does not exist or belongs to another user, and null with an error at its index if the ID is not valid.",
      args: { ids: { description: "Values of `id` fields. They can be of different types." } },
      complexity: ({ ids }: { ids: readonly unknown[] }) => nodesCost(ids),
      resolve: async (_root, parameters, _context, { schema }, resolveNodes) => {
        const areValid = parameters.ids.map((id) => isNodeId(schema, id));
        // Pothos resolves the IDs that are in the arguments, and skips null.
        const ids = parameters.ids.map((id, index) => (areValid[index] ? id : null));
        Object.assign(parameters, { ids });
        const nodes = await resolveNodes(parameters.ids);
        return nodes.map((node, index) => (areValid[index] ? node : invalidNodeIdError()));
      },
    },
    pageInfoTypeOptions: { description: "The position of a page in its connection." },
    hasNextPageFieldOptions: { description: "Whether the connection has items after `endCursor`." },
    hasPreviousPageFieldOptions: {
      description: "Whether the connection has items before `startCursor`.",
    },
    startCursorFieldOptions: {
      description: "The cursor of the first item, null on an empty page.",
    },
    endCursorFieldOptions: { description: "The cursor of the last item, null on an empty page." },
    pageInfoFieldOptions: {
      description: "The position of this page, for requests of adjacent pages.",
    },
    edgesFieldOptions: {
      description: "The items of this page with their cursors.",
      nullable: { list: false, items: false },
      complexity: coveredByConnection,
    },
    nodeFieldOptions: { description: "The item at this cursor.", nullable: false },
    cursorFieldOptions: { description: "The position of the item, for `after` and `before`." },
    nodesOnConnection: {
      description: "The items of this page without their cursors.",
      complexity: coveredByConnection,
    },
    firstArgOptions: {
      description: "Number of items from the start, 0 to 100. Default: 20, unless `last` is set.",
    },
    afterArgOptions: { description: "Return only items after this cursor." },
    lastArgOptions: {
      description:
        "Number of items from the end, 0 to 100. With `first`, it applies to the items that `first` selects.",
    },
    beforeArgOptions: { description: "Return only items before this cursor." },
    mutationInputArgOptions: { description: "The mutation's input." },
    defaultConnectionFieldOptions: { complexity: connectionCost },
  },
  prisma: {
    client: ({ actor }) => actor.services.database,
    dmmf: getDatamodel(),
    onUnusedQuery: null,
  },
});

builder.queryType({
  description:
    "The root of all queries. A field that can fail because of a scope, an argument or a limit is nullable. If it fails, it is null with an error at its path, and the other fields are returned.",
});
builder.subscriptionType({
  description:
    "The root of all subscriptions. Events are sent as server-sent events and require the header `Accept: text/event-stream`.",
});
builder.mutationType({
  description:
    "The root of all mutations. A mutation returns null only if the request was rejected with a top-level error.",
});

type BuilderTypes =
  typeof builder extends PothosSchemaTypes.SchemaBuilder<infer Types> ? Types : never;

/** Defines the fields of an input type, for fields that several types share. */
export type InputFields = InputFieldBuilder<BuilderTypes, "InputObject">;
