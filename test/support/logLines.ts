import type { Program } from "./program.ts";

/** Returns the parsed log lines so far, except those caused by a busy machine. */
// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect and fail otherwise.
export function logLinesOf({ printed }: Program): any[] {
  return printed.stdout
    .split("\n")
    .flatMap((line) => (line.startsWith("{") && line.endsWith("}") ? [JSON.parse(line)] : []))
    .filter((line) => !isEventLoopWarning(line));
}

/** Returns whether a line reports a blocked event loop, which a busy machine can cause at any time. */
export function isEventLoopWarning({ msg }: Record<string, unknown>): boolean {
  return msg === "The event loop was blocked.";
}
