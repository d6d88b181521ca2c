import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./commandError.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The one thing that a command is about, such as an email, and its switches. */
export function parseSubject<Given extends Options>(
  commandArguments: string[],
  subject: string,
  options: Given,
) {
  const { values, positionals } = parseArgs({
    args: commandArguments,
    options,
    allowPositionals: true,
  });
  const [named] = positionals;
  if (named === undefined || positionals.length > 1) {
    throw new UsageError(`Name one ${subject}.`);
  }
  return { named, values };
}

/** The switch of every command that answers something. */
export const jsonSwitch = { json: { type: "boolean", default: false } } as const;
