import SchemaBuilder, { type InputFieldBuilder } from "@pothos/core";
import ComplexityPlugin from "@pothos/plugin-complexity";
import ErrorsPlugin from "@pothos/plugin-errors";
import PrismaPlugin from "@pothos/plugin-prisma";
import RelayPlugin from "@pothos/plugin-relay";
import type PrismaTypes from "../../db/generated/pothos.ts";
import { getDatamodel } from "../../db/generated/pothos.ts";
import type { Context } from "./context.ts";
import { connectionCost, coveredByConnection, nodesCost } from "./cost.ts";
import { assertNodeIds } from "./nodeIds.ts";
import { prices } from "./prices.ts";

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
  // The errors plugin precedes prisma, so it sees the fields after prisma has created them.
  plugins: [ErrorsPlugin, ComplexityPlugin, RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  errors: {
    directResult: true,
    defaultUnionOptions: {
      name: ({ fieldName }) => `${capitalize(fieldName)}Result`,
      description: "The payload where it succeeded, else the error that says what to mend.",
    },
  },
  complexity: { defaultComplexity: 1, defaultListMultiplier: 10 },
  relay: {
    clientMutationId: "omit",
    nodeTypeOptions: { description: "Whatever can be fetched again by its global `id`." },
    idFieldOptions: { description: "Opaque, and unique over all types." },
    nodeQueryOptions: {
      description: "Fetches anything by its global id; null where it is unknown or not yours.",
      args: { id: { description: "A global id, from any `id` field." } },
      complexity: prices.nodes + prices.node,
      resolve: (_root, { id }, _context, { schema }, resolveNode) => {
        assertNodeIds(schema, [id]);
        return resolveNode(id);
      },
    },
    nodesQueryOptions: {
      description: "Fetches several things by their global ids, in the order asked for.",
      args: { ids: { description: "Global ids, of one or more types." } },
      complexity: ({ ids }: { ids: readonly unknown[] }) => nodesCost(ids),
      resolve: (_root, { ids }, _context, { schema }, resolveNodes) => {
        assertNodeIds(schema, ids);
        return resolveNodes(ids);
      },
    },
    pageInfoTypeOptions: { description: "Where a page lies within its connection." },
    hasNextPageFieldOptions: { description: "Whether more follow after `endCursor`." },
    hasPreviousPageFieldOptions: { description: "Whether others come before `startCursor`." },
    startCursorFieldOptions: { description: "Place of the first; null on an empty page." },
    endCursorFieldOptions: { description: "Place of the last; null on an empty page." },
    pageInfoFieldOptions: { description: "How to go on from here." },
    edgesFieldOptions: {
      description: "What is on this page, each with its place.",
      nullable: { list: false, items: false },
      complexity: coveredByConnection,
    },
    nodeFieldOptions: { description: "What stands at this place.", nullable: false },
    cursorFieldOptions: { description: "This place, for `after` and `before`." },
    nodesOnConnection: {
      description: "What is on this page, without the places.",
      complexity: coveredByConnection,
    },
    firstArgOptions: { description: "How many to take from the start: 0 to 100, 20 if absent." },
    afterArgOptions: { description: "Start behind this place." },
    lastArgOptions: {
      description: "How many to take from the end: 0 to 100. With `first`, of those that it takes.",
    },
    beforeArgOptions: { description: "End before this place." },
    mutationInputArgOptions: { description: "All that the mutation is told." },
    defaultConnectionFieldOptions: { complexity: connectionCost },
  },
  prisma: {
    client: ({ actor }) => actor.service.database,
    dmmf: getDatamodel(),
    onUnusedQuery: null,
  },
});

builder.queryType({ description: "All that can be read." });
builder.subscriptionType({
  description:
    "All that can be watched: over server-sent events, with `Accept: text/event-stream`.",
});
builder.mutationType({
  description:
    "All that can be changed. A mutation is null only where a top-level error says why it was refused.",
});

type BuilderTypes =
  typeof builder extends PothosSchemaTypes.SchemaBuilder<infer Types> ? Types : never;

/** Defines the fields of an input type, for fields that several types share. */
export type InputFields = InputFieldBuilder<BuilderTypes, "InputObject">;
