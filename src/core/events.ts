import { EventEmitter } from "node:events";
import type { LinkClicksEvent } from "./clicks/writeClicks.ts";

export interface EventMap {
  /** A link was created, edited or deleted. Cached data of its short code is stale. */
  linkChanged: [shortCode: string];
  /** An account was deleted. Its links no longer redirect. */
  accountDeleted: [userId: number];
  /** The blocked destinations have changed. Cached decisions about any link are stale. */
  destinationsChanged: [];
  /** Clicks of people were written; bots are excluded. */
  linksClicked: [clicks: LinkClicksEvent[]];
  /** Events of other processes are no longer received. Caches can become stale without notice. */
  subscriptionLost: [];
  /** Events of other processes are received again. Any cached data may be stale. */
  subscriptionRestored: [];
  /** At least one event was not delivered in time. Any cached data may be stale. */
  eventsMissed: [];
  /** The service is about to stop. Endless responses must end. */
  shutdownStarted: [];
}

/** Emitter that carries events from core to its subscribers. */
export type DomainEvents = EventEmitter<EventMap>;

export function createEvents(): DomainEvents {
  // There can be one listener for each open stream, so many listeners are not a leak.
  return new EventEmitter<EventMap>().setMaxListeners(0);
}
