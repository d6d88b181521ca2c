import type { DomainEvents, EventMap } from "./events.ts";

/** What processes that share a database must hear of each other. */
const shared = ["linkChanged", "accountDeleted", "linksClicked"] as const;

type SharedName = (typeof shared)[number];

/** An event as it travels: its name, and what it says as JSON can hold it. */
export type News = { [Name in SharedName]: [name: Name, ...content: EventMap[Name]] }[SharedName];

/** Carries news between processes. */
export interface Relay {
  /** Tells all other processes. Does not wait, and never throws. */
  tell(news: News): void;
  /** Hears what others tell, from now on. */
  hear(listener: (news: News) => void): void;
}

/** Where something is happening that others have told. */
const repeating = new WeakSet<DomainEvents>();

/**
 * Lets the others know what happens here, and happen here what they tell. Where there are several
 * relays, what one has told is passed on by none: news would go round for ever.
 */
export function relayEvents(events: DomainEvents, relay: Relay): void {
  for (const name of shared) {
    events.on(name, (...content: unknown[]) => {
      if (!repeating.has(events)) relay.tell([name, ...content] as News);
    });
  }
  relay.hear((news) => {
    repeating.add(events);
    try {
      const [name, ...content] = news;
      events.emit<SharedName>(name, ...(content as EventMap[SharedName]));
    } finally {
      repeating.delete(events);
    }
  });
}
