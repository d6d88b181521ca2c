import { type Connections, withTimeout } from "./connections.ts";

/** Health of Redis: whether it responds in time and its messages are received. */
export interface RedisHealth {
  isAvailable(): boolean;
  /** Runs a check immediately, because a command failed. */
  recheck(): void;
  /** Resolves when the state is known for the first time. */
  ready: Promise<void>;
  close(): void;
}

interface RedisHealthListeners {
  onUnavailable(error: unknown): void;
  /** Also called at startup. From now on, no message published to the channel is missed. */
  onAvailable(): void;
}

const probeIntervalMilliseconds = 500;
/** Less than the timeout, otherwise the state of a slow Redis would change constantly. */
const slowThresholdMilliseconds = 250;

/** Checks Redis twice a second, until closed, and subscribes to the channel whenever needed. */
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
    // A command sent earlier would interfere with the handshake of the connection.
    if (subscriber.status !== "ready") throw new Error("The connection is not open.");
    // Subscribing twice has no further effect, and the reply proves that the subscription exists.
    await withTimeout(Promise.all([commands.ping(), subscriber.subscribe(channel)]));
  }

  async function probe(): Promise<void> {
    const disconnectsBefore = disconnects;
    const started = performance.now();
    try {
      // A single late reply is not a lasting fault.
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

/** Resolves when the first connection attempt has succeeded or failed. */
function connectionAttempted(connection: Connections["commands"]): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ["ready", "close", "end"]) connection.once(event, () => resolve());
  });
}
