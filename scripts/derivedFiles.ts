import { outputIntrospectionFile } from "@gql.tada/internal";
import { introspectionFromSchema, printSchema } from "graphql";
import { schema } from "../src/graphql/schema.ts";

/** The committed files that follow from the schema, by path. */
export function derivedFiles(): Record<string, string> {
  const types = outputIntrospectionFile(introspectionFromSchema(schema), {
    fileType: ".d.ts",
    shouldPreprocess: true,
  });
  return {
    "schema.graphql": `${printSchema(schema)}\n`,
    "src/rest/schema.generated.d.ts": types,
  };
}
