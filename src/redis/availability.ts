import type { Connections } from "./connections.ts";

/** Whether Redis can be relied on: it answers in time, and is heard. */
export interface Availability {
  isThere(): boolean;
  /** Notes what went wrong with a command. */
  doubt(error: unknown): void;
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
  let closed = false;
  let doubts = 0;

  function becomeAway(error: unknown): void {
    doubts += 1;
    if (isThere === false || closed) return;
    isThere = false;
    listeners.onAway(error);
  }

  async function probe(): Promise<void> {
    const doubtsBefore = doubts;
    const started = performance.now();
    try {
      // Sent any earlier, it would be in the way of the connection's own beginning.
      if (subscriber.status !== "ready") throw new Error("The connection is not open.");
      // Subscribing twice is subscribing once, and its answer proves that it is so.
      await Promise.all([commands.ping(), subscriber.subscribe(channel)]);
      const isPrompt = performance.now() - started <= promptMilliseconds;
      if (closed || isThere || !isPrompt || doubts > doubtsBefore) return;
      isThere = true;
      listeners.onBack();
    } catch (error) {
      becomeAway(error);
    }
  }

  async function probeForEver(): Promise<void> {
    await probe();
    if (!closed) timer = setTimeout(probeForEver, probeMilliseconds);
  }

  const hungUp = () => becomeAway(new Error("The connection was closed."));
  commands.on("close", hungUp);
  subscriber.on("close", hungUp);
  const known = Promise.all([settled(commands), settled(subscriber)]).then(probeForEver);
  return {
    isThere: () => isThere === true,
    doubt: becomeAway,
    known,
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
