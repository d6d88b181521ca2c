import type { EventEmitter } from "node:events";
import type { Coordinator, CreateCoordinator } from "../coordinator.ts";
import { packVisits } from "../domain/clicks/batchToWrite.ts";
import type { DomainEvents } from "../domain/events.ts";
import type { CreateCounter } from "../domain/limits/counter.ts";
import { type News, relayEvents } from "../domain/relay.ts";
import type { Channel } from "./channel.ts";
import type { PrimarySide } from "./messages.ts";

/**
 * How a worker is surrounded: what it shares with the others it asks the primary for. `hear` says who
 * is to hear what the primary passes on. Where clicks are told otherwise, they would be heard twice.
 */
export function throughPrimary(
  primary: Channel<PrimarySide>,
  hear: (listener: (news: News) => void) => void,
  tellsClicks: boolean,
): CreateCoordinator {
  const createCounter: CreateCounter = (name, budget) => {
    const choice = { name, budget };
    return {
      ...choice,
      count: (key, seconds = budget.seconds) => primary.ask("count", choice, key, seconds),
      giveBack: (key) => primary.ask("giveBack", choice, key),
      forget: (key) => primary.ask("forget", choice, key),
      has: (key) => primary.ask("has", choice, key),
    };
  };
  return async ({ events }) => {
    const tell = (news: News) => {
      if (tellsClicks || news[0] !== "linksClicked") void primary.tell("happened", news);
    };
    relayEvents(events, { tell, hear });
    tellWhetherWatched(events, primary);
    return {
      writer: writerOf(primary),
      createCounter,
      gatherMetrics: () => primary.ask("gatherMetrics"),
      close: async () => {},
    };
  };
}

/** The primary knows itself whether to tell what was written: somebody may watch at another worker. */
function writerOf(primary: Channel<PrimarySide>): Coordinator["writer"] {
  return {
    write: (batch) => primary.ask("write", packVisits(batch)),
    describe: (batch, condensed) => primary.ask("describe", packVisits(batch), condensed),
    writePacked: (batches) => primary.ask("writePacked", batches),
  };
}

/** Counts who listens for clicks, from now on. */
function tellWhetherWatched(events: DomainEvents, primary: Channel<PrimarySide>): void {
  let listeners = 0;
  const note = (change: 1 | -1) => (name: unknown) => {
    if (name !== "linksClicked") return;
    const before = listeners > 0;
    listeners += change;
    if (before !== listeners > 0) void primary.tell("watched", listeners > 0);
  };
  const plain: EventEmitter = events;
  plain.on("newListener", note(1)).on("removeListener", note(-1));
}
