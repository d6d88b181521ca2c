import { execFileSync } from "node:child_process";

/** Compiles the program once, for the tests that start it as its users do. */
export function setup(): void {
  execFileSync("npm", ["run", "build"], { stdio: ["ignore", "ignore", "inherit"] });
}
