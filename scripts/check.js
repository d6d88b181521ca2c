/** Runs all checks side by side. Prints the output of each when it ends. */
import { execFile } from "node:child_process";

const checks = [
  "biome check --error-on-warnings .",
  "tsc -p tsconfig.json",
  "tsc -p src/web/tsconfig.json",
  "tsx scripts/checkGenerated.ts",
  "tsx scripts/checkWords.ts",
];

for (const check of checks) {
  const [program = "", ...parameters] = check.split(" ");
  execFile(
    program,
    parameters,
    { maxBuffer: Number.POSITIVE_INFINITY },
    (error, stdout, stderr) => {
      process.stdout.write(stdout);
      process.stderr.write(stderr);
      if (!error) return;
      console.error(`Failed: ${check}`);
      process.exitCode = 1;
    },
  );
}
