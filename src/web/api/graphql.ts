import { initGraphQLTada } from "gql.tada";
import type { introspection } from "./schema.generated.d.ts";

/** Makes typed documents from the schema as it is printed in schema.graphql. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; URL: string; SafeInt: number };
  // Fragments are read where they are written: masking them would need unwrapping in each part.
  disableMasking: true;
}>();

export type { FragmentOf, ResultOf, VariablesOf } from "gql.tada";
