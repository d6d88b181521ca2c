import type { DomainEvents, EventMap } from "./events.ts";

/** Events that processes with the same database exchange. */
const sharedEventNames = ["linkChanged", "accountDeleted", "linksClicked"] as const;

type SharedEventName = (typeof sharedEventNames)[number];

/** A shared event as it is sent: its name, and its content as JSON values. */
export type SharedEvent = {
  [Name in SharedEventName]: [name: Name, ...content: EventMap[Name]];
}[SharedEventName];

/** Carries events between processes. */
export interface EventTransport {
  /** Sends the event to all other processes. Does not wait and never throws. */
  publish(event: SharedEvent): void;
  /** Calls the listener with each later event of the other processes. */
  subscribe(listener: (event: SharedEvent) => void): void;
}

/** Emitters that are currently emitting an event of another process. */
const replaying = new WeakSet<DomainEvents>();

/**
 * Publishes local events to other processes and emits their events locally. With several bridges,
 * no bridge forwards a received event: events would circulate for ever.
 */
export function bridgeEvents(events: DomainEvents, transport: EventTransport): void {
  for (const name of sharedEventNames) {
    events.on(name, (...content: unknown[]) => {
      if (!replaying.has(events)) transport.publish([name, ...content] as SharedEvent);
    });
  }
  transport.subscribe((event) => {
    replaying.add(events);
    try {
      const [name, ...content] = event;
      events.emit<SharedEventName>(name, ...(content as EventMap[SharedEventName]));
    } finally {
      replaying.delete(events);
    }
  });
}
