import { EventEmitter } from "node:events";

export interface ConnectionEventMap {
  /** Events of other processes are no longer received. Caches can become stale without notice. */
  lost: [];
  /** Events of other processes are received again. Any cached data may be stale. */
  restored: [];
  /** At least one event was not delivered in time. Any cached data may be stale. */
  eventsMissed: [];
}

/** Emits whether this process receives the events of other processes. */
export type ConnectionEvents = EventEmitter<ConnectionEventMap>;

export function createConnectionEvents(): ConnectionEvents {
  return new EventEmitter<ConnectionEventMap>();
}
