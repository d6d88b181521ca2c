import type { LinkKey } from "../../db/linkRow.ts";
import type { LinkChangeCause, LinkClicksEvent } from "./domainEvents.ts";
import type { Events } from "./events.ts";

/**
 * An event as processes with the same database exchange it: its name, and its content as JSON values.
 * Processes of the previous version use the same names.
 */
export type SharedEvent =
  | [name: "linkChanged", linkKey: LinkKey, cause?: LinkChangeCause | undefined]
  | [name: "accountDeleted", userId: number]
  | [name: "linksClicked", clicks: LinkClicksEvent[]];

/** Carries events between processes. */
export interface EventTransport {
  /** Sends the event to all other processes. Does not wait and never throws. */
  publish(event: SharedEvent): void;
  /** Calls the listener with each later event of the other processes. */
  subscribe(listener: (event: SharedEvent) => void): void;
}

/** Events of processes that are currently emitting an event of another process. */
const replaying = new WeakSet<Events>();

/**
 * Publishes local events to other processes and emits their events locally. With several bridges,
 * no bridge forwards a received event: events would circulate for ever.
 */
export function bridgeEvents(events: Events, transport: EventTransport): void {
  const publish = (event: SharedEvent) => {
    if (!replaying.has(events)) transport.publish(event);
  };
  events.cache.on("linkStale", (linkKey, cause) =>
    publish(cause ? ["linkChanged", linkKey, cause] : ["linkChanged", linkKey]),
  );
  events.domain.on("account.deleted", (userId) => publish(["accountDeleted", userId]));
  events.domain.on("link.clicked", (clicks) => publish(["linksClicked", clicks]));
  transport.subscribe((event) => {
    replaying.add(events);
    try {
      emitLocally(events, event);
    } finally {
      replaying.delete(events);
    }
  });
}

function emitLocally({ cache, domain }: Events, event: SharedEvent): void {
  if (event[0] === "linkChanged") {
    const [, linkKey, cause] = event;
    if (cause) domain.emit(cause.name, { ...cause, linkKey });
    else cache.emit("linkStale", linkKey);
  } else if (event[0] === "accountDeleted") domain.emit("account.deleted", event[1]);
  else domain.emit("link.clicked", event[1]);
}
