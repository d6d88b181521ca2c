import type { EventTransport, SharedEvent } from "../domain/eventBridge.ts";
import type { WorkerProcess } from "./workerProcess.ts";

/** Passes what happens in one worker on to all others, and to the primary itself. */
export interface NewsHub {
  /** The primary's own part in it. */
  relay: EventTransport;
  pass(news: SharedEvent, from: WorkerProcess): void;
  noteWatched(worker: WorkerProcess, isWatched: boolean): void;
  /** Whether somebody watches clicks through any of the workers. */
  isWatched(): boolean;
  forget(worker: WorkerProcess): void;
}

/** `workers` answers all that run. */
export function createNewsHub(workers: () => WorkerProcess[]): NewsHub {
  const watched = new Set<WorkerProcess>();
  let hear: (news: SharedEvent) => void = () => {};

  function send(news: SharedEvent, from?: WorkerProcess): void {
    for (const worker of workers()) {
      if (worker === from) continue;
      // Clicks are many, and of use to those who watch only.
      if (news[0] === "linksClicked" && !watched.has(worker)) continue;
      void worker.channel.tell("happened", news);
    }
  }

  return {
    relay: {
      publish: (news) => send(news),
      subscribe: (listener) => {
        hear = listener;
      },
    },
    pass: (news, from) => {
      send(news, from);
      hear(news);
    },
    noteWatched: (worker, isWatched) => {
      if (isWatched) watched.add(worker);
      else watched.delete(worker);
    },
    isWatched: () => watched.size > 0,
    forget: (worker) => void watched.delete(worker),
  };
}
