import { execFileSync } from "node:child_process";
import { arePagesBuilt } from "../../scripts/pagesStamp.ts";

/** Compiles the program once, for the tests that start it as its users do. */
export function setup(): void {
  run("build:service");
  if (!arePagesBuilt()) run("build:web");
}

function run(script: string): void {
  execFileSync("npm", ["run", script], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  });
}
