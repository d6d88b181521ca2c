import { readFileSync } from "node:fs";
import { assertEnumType } from "graphql";
import { schema } from "../src/graphql/schema.ts";

const path = "docs/graphql-errors.md";
const start = "<!-- errors -->";
const end = "<!-- end of errors -->";

/** Returns the documentation page of errors by path, with a table from the schema. */
export function errorPage(): Record<string, string> {
  const page = readFileSync(path, "utf8");
  const [before, after] = [page.indexOf(start), page.indexOf(end)];
  if (before === -1 || after < before) throw new Error(`${path} has no place for its errors.`);
  const rows = assertEnumType(schema.getType("ErrorCode"))
    .getValues()
    .map(({ name, description }) => `| \`${name}\` | ${description} |`);
  const table = ["| code | meaning |", "| --- | --- |", ...rows].join("\n");
  return { [path]: `${page.slice(0, before + start.length)}\n\n${table}\n\n${page.slice(after)}` };
}
