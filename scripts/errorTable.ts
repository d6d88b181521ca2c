import { assertEnumType } from "graphql";
import { schema } from "../src/graphql/schema.ts";
import { withGeneratedPart } from "./generatedPart.ts";

const path = "docs/graphql-errors.md";

/** Returns the documentation page of errors by path, with a table from the schema. */
export function errorPage(): Record<string, string> {
  const rows = assertEnumType(schema.getType("ErrorCode"))
    .getValues()
    .map(({ name, description }) => `| \`${name}\` | ${description} |`);
  const table = ["| code | meaning |", "| --- | --- |", ...rows].join("\n");
  return { [path]: withGeneratedPart(path, "errors", table) };
}
