import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { generatePassword } from "../domain/secrets.ts";
import { CommandError } from "./commandError.ts";

/** The switch that every command takes which sets a password. */
export const generateSwitch = { generate: { type: "boolean", default: false } } as const;

/**
 * The password to set: made here, typed twice, or the first line of what is piped in. It is never
 * an argument, which everybody on the machine could read.
 */
export async function choosePassword(generate: boolean): Promise<string> {
  if (generate) return generatePassword();
  if (!process.stdin.isTTY) return (await text(process.stdin)).split(/\r?\n/)[0] ?? "";
  const password = await ask("Password: ");
  if ((await ask("Again: ")) !== password) throw new CommandError("These were not the same.");
  return password;
}

/** Asks at the terminal without showing what is typed. */
async function ask(prompt: string): Promise<string> {
  process.stderr.write(prompt);
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  try {
    const interrupted = new Promise<never>((_, reject) => {
      terminal.once("SIGINT", () => reject(new CommandError("Given up.")));
    });
    return await Promise.race([terminal.question(""), interrupted]);
  } finally {
    terminal.close();
    process.stderr.write("\n");
  }
}
