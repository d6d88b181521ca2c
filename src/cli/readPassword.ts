import { isUtf8 } from "node:buffer";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { generatePassword } from "../core/secrets.ts";
import { CommandError } from "./commandError.ts";

/** Option of every command that sets a password. */
export const generateOption = { generate: { type: "boolean", default: false } } as const;

/**
 * Returns the password to set: generated, typed twice, or the first line of the piped input. A
 * password is never an argument, because any user of the machine could read it.
 */
export async function readPassword(generate: boolean): Promise<string> {
  if (generate) return generatePassword();
  if (!process.stdin.isTTY) return readFirstLine();
  const password = await promptHidden("Password: ");
  if ((await promptHidden("Again: ")) !== password)
    throw new CommandError("These were not the same.");
  return password;
}

/** Returns the first line of the standard input, without a byte order mark. */
async function readFirstLine(): Promise<string> {
  const piped = await buffer(process.stdin);
  if (!isUtf8(piped)) throw new CommandError("The password is not UTF-8. Encode it as UTF-8.");
  return new TextDecoder().decode(piped).split(/\r?\n/)[0] ?? "";
}

/** Prompts at the terminal without echoing the input. */
async function promptHidden(prompt: string): Promise<string> {
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
