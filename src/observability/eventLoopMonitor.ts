import type { Logger } from "pino";
import { Histogram, type Registry } from "prom-client";

const checkIntervalMilliseconds = 20;
/** A redirect that arrived meanwhile waited as long. */
const blockedThresholdMilliseconds = 100;
const maxNames = 10;
const buckets = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** An operation with its name for the log. The name may become more specific while it runs. */
export interface Operation {
  name: string;
}

/** Detects when the event loop was blocked, and by which operation. */
export interface EventLoopMonitor {
  /** Records the start of the operation. Returns a function that records its end. */
  track(operation: Operation): () => void;
  /** Starts monitoring. Before the service listens, loading the program blocks the event loop. */
  start(): void;
  stop(): void;
}

/**
 * Counts in the registry, and logs, each time that the event loop was blocked for more than 100 ms.
 * The log names the operations that ran meanwhile. Either one of them blocked it, or the process
 * received no CPU time.
 */
export function createEventLoopMonitor(log: Logger, registry: Registry): EventLoopMonitor {
  const blockedSeconds = new Histogram({
    name: "lnk7_event_loop_held_seconds",
    help: "Blocks of the event loop of more than 0.1 s, during which no request is served. Alert when the count grows steadily. The log names the operations.",
    buckets,
    registers: [registry],
  });
  const running = new Set<Operation>();
  /** Names of operations that ended since the last check. */
  let endedNames = new Set<string>();
  let checkedAt = 0;
  let timer: NodeJS.Timeout | undefined;

  function check(): void {
    const now = performance.now();
    const blockedMilliseconds = now - checkedAt - checkIntervalMilliseconds;
    checkedAt = now;
    if (blockedMilliseconds > blockedThresholdMilliseconds) {
      blockedSeconds.observe(blockedMilliseconds / 1_000);
      const names = new Set(endedNames);
      for (const { name } of running) names.add(name);
      log.warn(
        {
          milliseconds: Math.round(blockedMilliseconds),
          operations: [...names].slice(0, maxNames),
        },
        "The event loop was blocked.",
      );
    }
    if (endedNames.size > 0) endedNames = new Set();
  }

  return {
    track: (operation) => {
      running.add(operation);
      return () => {
        running.delete(operation);
        endedNames.add(operation.name);
      };
    },
    start: () => {
      checkedAt = performance.now();
      timer = setInterval(check, checkIntervalMilliseconds).unref();
    },
    stop: () => clearInterval(timer),
  };
}
