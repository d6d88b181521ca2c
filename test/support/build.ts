import { execFileSync } from "node:child_process";
import {
  isBuilt,
  serviceBuild,
  webBuild,
  writeFingerprint,
} from "../../scripts/buildFingerprints.ts";

/** Compiles the program, for the tests that start it as its users do, unless that has been done. */
export function setup(): void {
  if (!isBuilt(serviceBuild)) {
    run("build:service");
    writeFingerprint(serviceBuild);
  }
  if (!isBuilt(webBuild)) run("build:web");
}

function run(script: string): void {
  execFileSync("npm", ["run", script], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  });
}
