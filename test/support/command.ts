import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "./temporaryFolder.ts";

const compiled = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** Runs one of the operator's commands on a database, in a separate process. */
export async function runCommand(
  databaseUrl: string,
  words: string[],
  input: string | Uint8Array = "",
) {
  const child = spawn(process.execPath, [compiled, ...words], {
    // Avoids any .env file.
    cwd: temporaryFolder(),
    env: { PATH: process.env.PATH, BCRYPT_COST: "4", DATABASE_URL: databaseUrl },
  });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { exitCode: exitCode as number, stdout, stderr };
}
