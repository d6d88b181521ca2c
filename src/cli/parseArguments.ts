import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./commandError.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The one thing that a command is about, such as an email, and its switches. */
export function parseSingleArgument<Given extends Options>(
  commandArguments: string[],
  subject: string,
  options: Given,
) {
  const { values, positionals } = parseArgs({
    args: commandArguments,
    options,
    allowPositionals: true,
  });
  const [argument] = positionals;
  if (argument === undefined || positionals.length > 1) {
    throw new UsageError(`Name one ${subject}.`);
  }
  return { argument, values };
}

/** The switch of every command that answers something. */
export const jsonOption = { json: { type: "boolean", default: false } } as const;
