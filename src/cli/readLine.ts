import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import { CommandError } from "./commandError.ts";

/** Reads a line from the terminal, with echo, or else the first line of the piped input. */
export async function readLine(prompt: string): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).split(/\r?\n/)[0] ?? "";
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const interrupted = new Promise<never>((_, reject) => {
      terminal.once("SIGINT", () => reject(new CommandError("Given up.")));
    });
    return await Promise.race([terminal.question(prompt), interrupted]);
  } finally {
    terminal.close();
  }
}
