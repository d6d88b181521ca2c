import { EventEmitter } from "node:events";
import type { LinkKey } from "../../db/linkRow.ts";

/** A link that was changed, as it is afterwards. */
export interface LinkEvent {
  linkId: number;
  ownerId: number;
  linkKey: LinkKey;
}

/** An event about a link with its name, as processes exchange it. */
export interface LinkChangeCause {
  name: "link.created" | "link.updated" | "link.deleted";
  linkId: number;
  ownerId: number;
}

/** Clicks by people on one link since the previous event. */
export interface LinkClicksEvent {
  linkId: number;
  ownerId: number;
  clicks: number;
  /** Time of the latest of the clicks, in milliseconds. */
  at: number;
}

export interface DomainEventMap {
  "link.created": [link: LinkEvent];
  "link.updated": [link: LinkEvent];
  "link.deleted": [link: LinkEvent];
  /** Clicks of people were written; bots are excluded. */
  "link.clicked": [clicks: LinkClicksEvent[]];
  /** An account was deleted. Its links no longer redirect. */
  "account.deleted": [userId: number];
}

/** Emits what happened to links and accounts, after it was written. */
export type DomainEvents = EventEmitter<DomainEventMap>;

export function createDomainEvents(): DomainEvents {
  // There can be one listener for each open stream, so many listeners are not a leak.
  return new EventEmitter<DomainEventMap>().setMaxListeners(0);
}
