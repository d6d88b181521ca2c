import { execFileSync } from "node:child_process";
import { isBuilt, serviceBuild, webBuild } from "../../scripts/buildFingerprints.js";

/** Builds what was not built from the current sources, for tests that start it as in production. */
export function setup(): void {
  if (!isBuilt(serviceBuild)) run("build:service");
  if (!isBuilt(webBuild)) run("build:web");
}

function run(script: string): void {
  execFileSync("npm", ["run", script], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  });
}
