import { EventEmitter } from "node:events";
import type { LinkClicksEvent } from "./clicks/writeClicks.ts";

export interface EventMap {
  /** A link was edited or deleted: whatever was remembered of its short code is stale. */
  linkChanged: [shortCode: string];
  /** An account was deleted: its links lead nowhere from now on. */
  accountDeleted: [userId: number];
  /** Other destinations are blocked than before: whatever was concluded about any link is stale. */
  destinationsChanged: [];
  /** Clicks of people were written. */
  linksClicked: [clicks: LinkClicksEvent[]];
  /** From now on other processes are not heard: what is remembered goes stale unnoticed. */
  subscriptionLost: [];
  /** Others are heard again: whatever is remembered may be stale. */
  subscriptionRestored: [];
  /** Something was not told at its time: whatever is remembered may be stale. */
  eventsMissed: [];
  /** The service is about to stop: whoever is answering without end should come to one. */
  shutdownStarted: [];
}

/** How news travels up from the domain to those who asked for it. */
export type DomainEvents = EventEmitter<EventMap>;

export function createEvents(): DomainEvents {
  // As many may listen as there are open streams: no sign of listeners that were forgotten.
  return new EventEmitter<EventMap>().setMaxListeners(0);
}
