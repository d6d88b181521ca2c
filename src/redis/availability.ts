import { type Connections, inTime } from "./connections.ts";

/** Whether Redis can be relied on: it answers in time, and is heard. */
export interface Availability {
  isThere(): boolean;
  /** Has it found out at once, because a command failed. */
  doubt(): void;
  /** Resolves when it is known for the first time. */
  known: Promise<void>;
  close(): void;
}

interface Listeners {
  onAway(error: unknown): void;
  /** Also at the start. From here on nothing that is published to the channel is missed. */
  onBack(): void;
}

const probeMilliseconds = 500;
/** Less than what makes it away, or a slow Redis would come and go all the time. */
const promptMilliseconds = 250;

/** Asks Redis twice a second, until closed, and subscribes to the channel whenever that has to be. */
export function watchAvailability(
  { commands, subscriber }: Connections,
  channel: string,
  listeners: Listeners,
): Availability {
  let isThere: boolean | undefined;
  let timer: NodeJS.Timeout | undefined;
  let probing: Promise<void> | undefined;
  let closed = false;
  let hangUps = 0;
  let fault: unknown;

  function becomeAway(error: unknown): void {
    if (isThere === false || closed) return;
    isThere = false;
    listeners.onAway(error);
  }

  for (const connection of [commands, subscriber]) {
    connection.on("error", (error) => {
      fault = error;
    });
    connection.on("close", () => {
      hangUps += 1;
      becomeAway(fault ?? new Error("The connection was closed."));
      fault = undefined;
    });
  }

  async function ask(): Promise<void> {
    // Sent any earlier, it would be in the way of the connection's own beginning.
    if (subscriber.status !== "ready") throw new Error("The connection is not open.");
    // Subscribing twice is subscribing once, and its answer proves that it is so.
    await inTime(Promise.all([commands.ping(), subscriber.subscribe(channel)]));
  }

  async function probe(): Promise<void> {
    const hangUpsBefore = hangUps;
    const started = performance.now();
    try {
      // Late once is no fault that lasts.
      await ask().catch(ask);
    } catch (error) {
      return becomeAway(error);
    }
    const isPrompt = performance.now() - started <= promptMilliseconds;
    if (closed || isThere || hangUps > hangUpsBefore || (isThere === false && !isPrompt)) return;
    isThere = true;
    listeners.onBack();
  }

  function probeNow(): Promise<void> {
    clearTimeout(timer);
    probing ??= probe().finally(() => {
      probing = undefined;
      if (!closed) timer = setTimeout(probeNow, probeMilliseconds);
    });
    return probing;
  }

  return {
    isThere: () => isThere === true,
    doubt: () => void probeNow(),
    known: Promise.all([settled(commands), settled(subscriber)]).then(probeNow),
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/** Resolves when the first try to connect has come to something. */
function settled(connection: Connections["commands"]): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ["ready", "close", "end"]) connection.once(event, () => resolve());
  });
}
