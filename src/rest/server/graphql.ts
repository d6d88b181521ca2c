import { initGraphQLTada } from "gql.tada";
import type { introspection } from "./schema.generated.d.ts";

/** Creates typed documents from the schema in schema.graphql. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; URL: string; SafeInt: number };
}>();
