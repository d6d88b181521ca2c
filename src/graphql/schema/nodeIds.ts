import { GraphQLError, type GraphQLSchema, isInterfaceType, isObjectType } from "graphql";

/** Throws for a global id of a type that is no Node, which Pothos would take for a fault of ours. */
export function assertNodeIds(schema: GraphQLSchema, ids: readonly { typename: string }[]): void {
  const node = schema.getType("Node");
  for (const { typename } of ids) {
    const type = schema.getType(typename);
    if (!isInterfaceType(node) || !isObjectType(type) || !schema.isSubType(node, type)) {
      throw new GraphQLError("This is not the id of anything that can be fetched.", {
        extensions: { code: "BAD_USER_INPUT" },
      });
    }
  }
}
