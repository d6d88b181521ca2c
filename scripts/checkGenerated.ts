/** Fails if a committed file no longer matches the schema. */
import { readFileSync } from "node:fs";
import { generatedFiles } from "./generatedFiles.ts";

const stale = Object.entries(generatedFiles()).filter(
  ([path, content]) => readFileSync(path, "utf8") !== content,
);
for (const [path] of stale) console.error(`${path} is stale: run npm run generate.`);
if (stale.length > 0) process.exitCode = 1;
