import { type Connections, withTimeout } from "./connections.ts";

/** Whether Redis can be relied on: it answers in time, and is heard. */
export interface RedisHealth {
  isAvailable(): boolean;
  /** Has it found out at once, because a command failed. */
  recheck(): void;
  /** Resolves when it is known for the first time. */
  ready: Promise<void>;
  close(): void;
}

interface RedisHealthListeners {
  onUnavailable(error: unknown): void;
  /** Also at the start. From here on nothing that is published to the channel is missed. */
  onAvailable(): void;
}

const probeIntervalMilliseconds = 500;
/** Less than what makes it away, or a slow Redis would come and go all the time. */
const slowThresholdMilliseconds = 250;

/** Asks Redis twice a second, until closed, and subscribes to the channel whenever that has to be. */
export function monitorRedis(
  { commands, subscriber }: Connections,
  channel: string,
  listeners: RedisHealthListeners,
): RedisHealth {
  let isAvailable: boolean | undefined;
  let timer: NodeJS.Timeout | undefined;
  let probing: Promise<void> | undefined;
  let closed = false;
  let disconnects = 0;
  let lastError: unknown;

  function markUnavailable(error: unknown): void {
    if (isAvailable === false || closed) return;
    isAvailable = false;
    listeners.onUnavailable(error);
  }

  for (const connection of [commands, subscriber]) {
    connection.on("error", (error) => {
      lastError = error;
    });
    connection.on("close", () => {
      disconnects += 1;
      markUnavailable(lastError ?? new Error("The connection was closed."));
      lastError = undefined;
    });
  }

  async function ping(): Promise<void> {
    // Sent any earlier, it would be in the way of the connection's own beginning.
    if (subscriber.status !== "ready") throw new Error("The connection is not open.");
    // Subscribing twice is subscribing once, and its answer proves that it is so.
    await withTimeout(Promise.all([commands.ping(), subscriber.subscribe(channel)]));
  }

  async function probe(): Promise<void> {
    const disconnectsBefore = disconnects;
    const started = performance.now();
    try {
      // Late once is no fault that lasts.
      await ping().catch(ping);
    } catch (error) {
      return markUnavailable(error);
    }
    const isPrompt = performance.now() - started <= slowThresholdMilliseconds;
    if (
      closed ||
      isAvailable ||
      disconnects > disconnectsBefore ||
      (isAvailable === false && !isPrompt)
    )
      return;
    isAvailable = true;
    listeners.onAvailable();
  }

  function probeNow(): Promise<void> {
    clearTimeout(timer);
    probing ??= probe().finally(() => {
      probing = undefined;
      if (!closed) timer = setTimeout(probeNow, probeIntervalMilliseconds);
    });
    return probing;
  }

  return {
    isAvailable: () => isAvailable === true,
    recheck: () => void probeNow(),
    ready: Promise.all([connectionAttempted(commands), connectionAttempted(subscriber)]).then(
      probeNow,
    ),
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/** Resolves when the first try to connect has come to something. */
function connectionAttempted(connection: Connections["commands"]): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ["ready", "close", "end"]) connection.once(event, () => resolve());
  });
}
