import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseConfig } from "../../src/config.ts";

interface Row {
  name: string;
  /** Undefined where the guide says that there is none. */
  fallback: string | undefined;
}

function tableIn(file: string): Row[] {
  const rows = readFileSync(file, "utf8").matchAll(/^\| `([A-Z_]+)` *\| (?:`([^`]+)`|none) *\|/gm);
  return [...rows].map(([, name = "", fallback]) => ({ name, fallback }));
}

const known = [...readFileSync("src/config.ts", "utf8").matchAll(/^ {2}([A-Z][A-Z_]+): /gm)]
  .map(([, name]) => name)
  .sort();

test("the guide lists every setting, and no other", () => {
  const listed = tableIn("docs/running.md").map(({ name }) => name);

  expect(listed.sort()).toEqual(known);
});

test("each default that the guide and the README name is the one in force", () => {
  const rows = [...tableIn("docs/running.md"), ...tableIn("README.md")];
  const given = rows.map(({ name, fallback }) => [name, fallback?.replace("PORT", "3000")]);

  for (const [name, fallback] of given) {
    expect(parseConfig({ [name as string]: fallback }), name).toEqual(parseConfig({}));
  }
  expect(rows.length).toBe(known.length + 7);
});
