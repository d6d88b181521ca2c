import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Says of which sources the pages in dist/web were built. */
const stamp = "dist/web/.sources";

/** Compiles the program once, for the tests that start it as its users do. */
export function setup(): void {
  run("build:service");
  const sources = hashOfSources();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  run("build:web");
  writeFileSync(stamp, sources);
}

function run(script: string): void {
  execFileSync("npm", ["run", script], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  });
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  const paths = readdirSync("src/web", { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const path of [
    ...paths.sort(),
    "scripts/pagePreloads.ts",
    "vite.config.ts",
    "package-lock.json",
  ]) {
    hash.update(path).update(readFileSync(path));
  }
  return hash.digest("hex");
}
