/** Runs the operator's command. Compiles the program first if necessary. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const compiled = new URL("../dist/cli.js", import.meta.url);
if (!existsSync(compiled)) {
  execFileSync("npm", ["run", "--silent", "build"], { stdio: ["ignore", "ignore", "inherit"] });
}
await import(compiled.href);
