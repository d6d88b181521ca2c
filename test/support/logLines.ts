import type { Program } from "./program.ts";

/** The lines of a program's log so far, parsed. */
// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect and fail otherwise.
export function linesOf({ printed }: Program): any[] {
  return printed.stdout
    .split("\n")
    .flatMap((line) => (line.startsWith("{") && line.endsWith("}") ? [JSON.parse(line)] : []));
}
