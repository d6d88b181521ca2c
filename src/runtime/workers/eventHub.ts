import type { EventTransport, SharedEvent } from "../../core/events/eventBridge.ts";
import type { WorkerProcess } from "./workerProcess.ts";

/** Distributes the events of each worker to all other workers and to the primary. */
export interface EventHub {
  /** Event transport of the primary itself. */
  transport: EventTransport;
  broadcast(event: SharedEvent, from: WorkerProcess): void;
  setSubscribed(worker: WorkerProcess, isSubscribed: boolean): void;
  /** Returns whether any worker has subscribers to clicks. */
  hasSubscribers(): boolean;
  removeWorker(worker: WorkerProcess): void;
}

/** Creates an event hub. `workers` returns all running workers. */
export function createEventHub(workers: () => WorkerProcess[]): EventHub {
  const subscribed = new Set<WorkerProcess>();
  let onEvent: (event: SharedEvent) => void = () => {};

  function send(event: SharedEvent, from?: WorkerProcess): void {
    for (const worker of workers()) {
      if (worker === from) continue;
      // Click events are frequent, and only needed by workers with subscribers.
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
