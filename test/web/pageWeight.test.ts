import { readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";

const maxScriptBytes = 200_000;
const folder = "dist/web";

const scriptsIn = (text: string) => text.match(/\/assets\/[^"<>]+\.js/g) ?? [];

/** Returns the compressed size of the scripts that a page needs before it is shown. */
function scriptBytes(preloads: string): number {
  const document = readFileSync(`${folder}/index.html`, "utf8");
  const scripts = new Set([...scriptsIn(document), ...scriptsIn(preloads)]);
  return [...scripts].reduce((sum, path) => sum + statSync(`${folder}${path}.br`).size, 0);
}

test("no page needs more than 200 kB of script before it is shown", () => {
  const preloads = JSON.parse(readFileSync(`${folder}/preloads.json`, "utf8"));
  const weights = Object.entries<string>(preloads).map(
    ([path, header]) => [path, scriptBytes(header)] as const,
  );

  expect(weights.filter(([, bytes]) => bytes > maxScriptBytes)).toEqual([]);
  expect(Math.min(...weights.map(([, bytes]) => bytes))).toBeGreaterThan(50_000);
});
