import { outputIntrospectionFile } from "@gql.tada/internal";
import { introspectionFromSchema, isAbstractType, printSchema } from "graphql";
import { schema } from "../src/graphql/schema.ts";
import { errorPage } from "./errorTable.ts";
import { settingPages } from "./settingTables.ts";

/** Returns the committed files generated from the schema and the settings, by path. */
export function generatedFiles(): Record<string, string> {
  const types = outputIntrospectionFile(introspectionFromSchema(schema), {
    fileType: ".d.ts",
    shouldPreprocess: true,
  });
  return {
    "schema.graphql": `${printSchema(schema)}\n`,
    "src/rest/server/schema.generated.d.ts": types,
    "src/web/api/schema.generated.d.ts": types,
    "src/web/api/possibleTypes.generated.ts": possibleTypes(),
    ...settingPages(),
    ...errorPage(),
  };
}

/** Returns the possible types of each interface and union, which a client's cache needs. */
function possibleTypes(): string {
  const abstractTypes = Object.values(schema.getTypeMap()).filter(isAbstractType);
  const names = abstractTypes
    .filter(({ name }) => !name.startsWith("__"))
    .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `export const possibleTypes = ${JSON.stringify(Object.fromEntries(names), null, 2)};\n`;
}
