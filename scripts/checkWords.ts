/** Fails if a file contains a word that the project does not use. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { findDiscouragedWords } from "./discouragedWords.ts";

const texts = /\.(ts|tsx|js|md|prisma|graphql|yml|css|html)$/;
const excluded = [
  // These define or describe the words.
  "scripts/discouragedWords.ts",
  "test/discouragedWords.test.ts",
  "CONTRIBUTING.md",
  // What was released stays as it was, and so do the former names that still work.
  "test/compatibility/released/",
  "src/observability/deprecatedMetrics.ts",
  "CHANGELOG.md",
];

const paths = execFileSync("git", ["ls-files"], { encoding: "utf8" }).split("\n");
const faults = paths
  .filter((path) => texts.test(path) && !excluded.some((start) => path.startsWith(start)))
  // A deleted file is listed until its deletion is staged.
  .filter((path) => existsSync(path))
  .flatMap((path) => findDiscouragedWords(path, readFileSync(path, "utf8")));

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
