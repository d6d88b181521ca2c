import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./commandError.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Parses the single positional argument of a command, such as an email, and its options. */
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

/** Option of every command that prints a result. */
export const jsonOption = { json: { type: "boolean", default: false } } as const;
