import { decodeGlobalID } from "@pothos/plugin-relay";
import { GraphQLError, type GraphQLSchema, isInterfaceType, isObjectType } from "graphql";

/** A decoded global ID. */
export interface NodeId {
  typename: string;
  id: string;
}

/** Returns the parts of a global ID. Text that is not one has no type. */
export function decodeNodeId(globalId: string): NodeId {
  try {
    return decodeGlobalID(globalId);
  } catch {
    return { typename: "", id: "" };
  }
}

/** Returns whether the type of an ID is a Node. Pothos would report another one as an internal error. */
export function isNodeId(schema: GraphQLSchema, { typename }: { typename: string }): boolean {
  const node = schema.getType("Node");
  const type = schema.getType(typename);
  return isInterfaceType(node) && isObjectType(type) && schema.isSubType(node, type);
}

/** Returns the error for an ID that is not one of a Node. */
export function invalidNodeIdError(): GraphQLError {
  return new GraphQLError(
    "This ID does not belong to a node type. Use the value of an `id` field.",
    { extensions: { code: "BAD_USER_INPUT" } },
  );
}
