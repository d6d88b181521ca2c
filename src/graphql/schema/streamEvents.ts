import { DomainError } from "../../core/errors.ts";
import { EventsMissed, type StreamEvent } from "../../core/subscriptions/watchFeed.ts";

/** Describes when an event is null and how a stream ends, for the description of a subscription. */
export const streamDescription =
  "Null without an error if events were missed while the client was disconnected: fetch the current data. When the token, session or scope ends, an error with its code is the last event. When the service stops, the connection is cut, so that clients reconnect. Each user can have at most 20 subscriptions.";

/** Returns what happened, null if events were missed. Throws the error that ends the stream. */
export function resolveEvent<Event>({ event }: StreamEvent<Event>): Event | null {
  if (event instanceof DomainError) throw event;
  return event instanceof EventsMissed ? null : (event as Event);
}
