import { constants, fstatSync, openSync } from "node:fs";
import { isatty } from "node:tty";
import { createLogDestination, type LogDestination } from "./logDestination.ts";

// A blocking write would occupy a thread, and the process could not end before that thread. All
// writes are therefore non-blocking.
const descriptor = 1;

let destination: LogDestination | undefined;

/** Returns the log destination for standard output, one per process. */
export function standardOutput(): LogDestination {
  destination ??= open();
  return destination;
}

/** Returns the number of log lines that this process has dropped since its start. */
export function logLinesLost(): number {
  return destination?.linesLost() ?? 0;
}

function open(): LogDestination {
  if (isatty(descriptor)) return createLogDestination(reopenTerminal());
  const kind = fstatSync(descriptor);
  const mayWait = kind.isFIFO() || kind.isSocket();
  return createLogDestination(descriptor, mayWait ? setNonblocking : undefined);
}

/**
 * Opens the terminal again, so its non-blocking mode does not affect other processes that use it.
 */
function reopenTerminal(): number {
  const { O_WRONLY, O_NOCTTY, O_NONBLOCK } = constants;
  try {
    return openSync(`/dev/fd/${descriptor}`, O_WRONLY | O_NOCTTY | O_NONBLOCK);
  } catch {
    // The terminal belongs to another user, as after `su`.
    return descriptor;
  }
}

/**
 * Must be called before each write. All processes that share a pipe share this mode, and Node
 * resets it when a worker starts or ends. Node has no public API for it.
 */
function setNonblocking(): void {
  const { _handle } = process.stdout as { _handle?: { setBlocking?(blocking: boolean): void } };
  _handle?.setBlocking?.(false);
}
