import { GraphQLError, type GraphQLSchema, isInterfaceType, isObjectType } from "graphql";

/**
 * Throws for a global ID of a type that is not a Node. Pothos would report it as an internal error.
 */
export function assertNodeIds(schema: GraphQLSchema, ids: readonly { typename: string }[]): void {
  const node = schema.getType("Node");
  for (const { typename } of ids) {
    const type = schema.getType(typename);
    if (!isInterfaceType(node) || !isObjectType(type) || !schema.isSubType(node, type)) {
      throw new GraphQLError(
        "This ID does not belong to a node type. Use the value of an `id` field.",
        { extensions: { code: "BAD_USER_INPUT" } },
      );
    }
  }
}
