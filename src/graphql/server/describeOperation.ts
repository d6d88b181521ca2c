import { type DocumentNode, getOperationAST, Kind, type SelectionNode } from "graphql";

const maxFields = 5;

/**
 * Returns the name of an operation for the log: its kind and the first fields of its root, such as
 * `query viewer`. These words come from the schema. The operation's own name comes from the caller
 * and could contain anything.
 */
export function describeOperation(document: DocumentNode, name: string | null | undefined): string {
  const operation = getOperationAST(document, name);
  if (!operation) return "GraphQL";
  const fields = new Set<string>();
  const visited = new Set<string>();
  const collect = (selections: readonly SelectionNode[]): void => {
    for (const selection of selections) {
      if (fields.size >= maxFields) return;
      if (selection.kind === Kind.FIELD) fields.add(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet.selections);
      else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        for (const definition of document.definitions) {
          if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
          if (definition.name.value === selection.name.value) {
            collect(definition.selectionSet.selections);
          }
        }
      }
    }
  };
  collect(operation.selectionSet.selections);
  return `${operation.operation} ${[...fields].join(" ")}`;
}
