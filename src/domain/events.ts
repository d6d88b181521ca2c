import { EventEmitter } from "node:events";

interface EventMap {
  /** A link was edited or deleted: whatever was remembered of its short code is stale. */
  linkChanged: [shortCode: string];
}

/** How news travels up from the domain to those who asked for it. */
export type DomainEvents = EventEmitter<EventMap>;

export function createEvents(): DomainEvents {
  return new EventEmitter<EventMap>();
}
