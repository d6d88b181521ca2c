import type { Program } from "./program.ts";

/** The lines of a program's log so far, parsed, but for those that a busy machine brings about. */
// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect and fail otherwise.
export function logLinesOf({ printed }: Program): any[] {
  return printed.stdout
    .split("\n")
    .flatMap((line) => (line.startsWith("{") && line.endsWith("}") ? [JSON.parse(line)] : []))
    .filter((line) => !isEventLoopWarning(line));
}

/** Whether a line tells of an event loop that was held, as on a busy machine it can be at any time. */
export function isEventLoopWarning({ msg }: Record<string, unknown>): boolean {
  return msg === "The event loop was held.";
}
