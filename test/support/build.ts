import { execFileSync } from "node:child_process";
import { isBuilt, pages, service, writeStamp } from "../../scripts/buildStamps.ts";

/** Compiles the program, for the tests that start it as its users do, unless that has been done. */
export function setup(): void {
  if (!isBuilt(service)) {
    run("build:service");
    writeStamp(service);
  }
  if (!isBuilt(pages)) run("build:web");
}

function run(script: string): void {
  execFileSync("npm", ["run", script], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  });
}
