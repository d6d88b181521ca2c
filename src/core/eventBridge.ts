import type { DomainEvents, EventMap } from "./events.ts";

/** What processes that share a database must hear of each other. */
const sharedEventNames = ["linkChanged", "accountDeleted", "linksClicked"] as const;

type SharedEventName = (typeof sharedEventNames)[number];

/** An event as it travels: its name, and what it says as JSON can hold it. */
export type SharedEvent = {
  [Name in SharedEventName]: [name: Name, ...content: EventMap[Name]];
}[SharedEventName];

/** Carries news between processes. */
export interface EventTransport {
  /** Tells all other processes. Does not wait, and never throws. */
  publish(event: SharedEvent): void;
  /** Hears what others tell, from now on. */
  subscribe(listener: (event: SharedEvent) => void): void;
}

/** Where something is happening that others have told. */
const replaying = new WeakSet<DomainEvents>();

/**
 * Lets the others know what happens here, and happen here what they tell. Where there are several
 * relays, what one has told is passed on by none: news would go round for ever.
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
