import { constants, fstatSync, openSync } from "node:fs";
import { isatty } from "node:tty";
import { createLogDestination, type LogDestination } from "./logDestination.ts";

// A write that waits for a reader would hold a thread, and the end of the process would wait for that
// thread: so nothing here is written to what may wait.
const descriptor = 1;

let destination: LogDestination | undefined;

/** The standard output as the destination of the log, one for the process. */
export function standardOutput(): LogDestination {
  destination ??= open();
  return destination;
}

/** Lines of this process's log that were dropped since its start. */
export function logLinesLost(): number {
  return destination?.linesLost() ?? 0;
}

function open(): LogDestination {
  if (isatty(descriptor)) return createLogDestination(reopenTerminal());
  const kind = fstatSync(descriptor);
  const mayWait = kind.isFIFO() || kind.isSocket();
  return createLogDestination(descriptor, mayWait ? setNonblocking : undefined);
}

/** Whoever has the same terminal open need not know of it. */
function reopenTerminal(): number {
  const { O_WRONLY, O_NOCTTY, O_NONBLOCK } = constants;
  try {
    return openSync(`/dev/fd/${descriptor}`, O_WRONLY | O_NOCTTY | O_NONBLOCK);
  } catch {
    // It belongs to another user, as after `su`.
    return descriptor;
  }
}

/**
 * Each time, because all processes that share a pipe share this as well, and Node takes it back where
 * a worker begins or ends. It has no public name in Node.
 */
function setNonblocking(): void {
  const { _handle } = process.stdout as { _handle?: { setBlocking?(blocking: boolean): void } };
  _handle?.setBlocking?.(false);
}
