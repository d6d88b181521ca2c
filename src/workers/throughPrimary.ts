import type { EventEmitter } from "node:events";
import type { Coordinator, CreateCoordinator } from "../coordinator.ts";
import { encodeVisitBatch } from "../domain/clicks/encodedVisitBatch.ts";
import { bridgeEvents, type SharedEvent } from "../domain/eventBridge.ts";
import type { DomainEvents } from "../domain/events.ts";
import type { CreateRateLimiter } from "../domain/rateLimits/rateLimiter.ts";
import type { Channel } from "./channel.ts";
import type { PrimarySide } from "./messages.ts";

/**
 * How a worker is surrounded: what it shares with the others it asks the primary for. `hear` says who
 * is to hear what the primary passes on. Where clicks are told otherwise, they would be heard twice.
 */
export function throughPrimary(
  primary: Channel<PrimarySide>,
  hear: (listener: (news: SharedEvent) => void) => void,
  tellsClicks: boolean,
): CreateCoordinator {
  const createCounter: CreateRateLimiter = (name, rateLimit) => {
    const choice = { name, rateLimit };
    return {
      ...choice,
      consume: (key, seconds = rateLimit.windowSeconds) =>
        primary.ask("count", choice, key, seconds),
      refund: (key) => primary.ask("giveBack", choice, key),
      reset: (key) => primary.ask("forget", choice, key),
      isOpen: (key) => primary.ask("has", choice, key),
    };
  };
  return async ({ events }) => {
    const tell = (news: SharedEvent) => {
      if (tellsClicks || news[0] !== "linksClicked") void primary.tell("happened", news);
    };
    bridgeEvents(events, { publish: tell, subscribe: hear });
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
    write: (batch) => primary.ask("write", encodeVisitBatch(batch)),
    enrich: (batch, condensed) => primary.ask("describe", encodeVisitBatch(batch), condensed),
    writeEncoded: (batches) => primary.ask("writePacked", batches),
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
