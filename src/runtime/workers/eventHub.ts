import type { EventTransport, SharedEvent } from "../../core/eventBridge.ts";
import type { WorkerProcess } from "./workerProcess.ts";

/** Passes what happens in one worker on to all others, and to the primary itself. */
export interface EventHub {
  /** The primary's own part in it. */
  transport: EventTransport;
  broadcast(event: SharedEvent, from: WorkerProcess): void;
  setSubscribed(worker: WorkerProcess, isSubscribed: boolean): void;
  /** Whether somebody watches clicks through any of the workers. */
  hasSubscribers(): boolean;
  removeWorker(worker: WorkerProcess): void;
}

/** `workers` answers all that run. */
export function createEventHub(workers: () => WorkerProcess[]): EventHub {
  const subscribed = new Set<WorkerProcess>();
  let onEvent: (event: SharedEvent) => void = () => {};

  function send(event: SharedEvent, from?: WorkerProcess): void {
    for (const worker of workers()) {
      if (worker === from) continue;
      // Clicks are many, and of use to those who watch only.
      if (event[0] === "linksClicked" && !subscribed.has(worker)) continue;
      void worker.channel.notify("eventOccurred", event);
    }
  }

  return {
    transport: {
      publish: (event) => send(event),
      subscribe: (listener) => {
        onEvent = listener;
      },
    },
    broadcast: (event, from) => {
      send(event, from);
      onEvent(event);
    },
    setSubscribed: (worker, isSubscribed) => {
      if (isSubscribed) subscribed.add(worker);
      else subscribed.delete(worker);
    },
    hasSubscribers: () => subscribed.size > 0,
    removeWorker: (worker) => void subscribed.delete(worker),
  };
}
