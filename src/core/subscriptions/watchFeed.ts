import type { SignedInActor } from "../auth/actor.ts";
import { requireActiveCredential } from "../auth/credentialValidity.ts";
import type { Scope } from "../auth/scopes.ts";
import { toDatabaseUnavailableError } from "../databaseUnavailable.ts";
import { DomainError } from "../errors.ts";
import {
  type FeedItem,
  flushIntervalMilliseconds,
  formatEventId,
  type LinkFeedEvent,
  type LinkFeeds,
  takeFirst,
} from "./linkFeeds.ts";

/** The subscriber has missed events that are not known any more. It must read the current data. */
export class EventsMissed {}

/** An event of a stream. A stream that starts with this id receives the events after it. */
export interface StreamEvent<Event> {
  id: string;
  /** An error is the last event. */
  event: Event | EventsMissed | DomainError;
}

export interface WatchOptions<Event extends LinkFeedEvent> {
  feeds: LinkFeeds<Event>;
  scope: Scope;
  /** Undefined for all links of the actor. */
  linkId: number | undefined;
  /** Null for all events of the feed. */
  linkIds: ReadonlySet<number> | null;
  lastEventId: string | undefined;
}

interface PayloadOptions<Event extends LinkFeedEvent, Payload> extends WatchOptions<Event> {
  /** Converts events that are delivered together to what the subscriber receives. */
  toPayloads(events: Event[]): Payload[];
}

/**
 * Returns the events of a feed as they happen. Events of one link are merged into one per 750 ms at
 * most, and fewer for a slow subscriber. If more links have events than a flush can deliver, the others
 * follow in later ones. After `lastEventId`, the stream starts with the events since then, or with
 * EventsMissed if they are not known. Ends within a second when the actor's token, session or scope
 * ends, with the error as its last event. It does not end when the service stops: its consumer cuts the
 * connection then. Throws SubscriptionLimitError if the user has 20 streams open.
 */
export function watchFeed<Event extends LinkFeedEvent, Payload>(
  actor: SignedInActor,
  options: PayloadOptions<Event, Payload>,
): AsyncIterableIterator<StreamEvent<Payload>> {
  const controller = new AbortController();
  actor.services.subscriptionLimiter.acquire(actor.userId, controller.signal);
  const events = streamEvents(actor, options, controller);
  const stream: AsyncIterableIterator<StreamEvent<Payload>> = {
    next: () => events.next(),
    // A waiting generator would notice only at the next event that its consumer has stopped.
    return: () => {
      controller.abort();
      return events.return(undefined);
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}

async function* streamEvents<Event extends LinkFeedEvent, Payload>(
  actor: SignedInActor,
  { feeds, scope, linkId, linkIds, lastEventId, toPayloads }: PayloadOptions<Event, Payload>,
  controller: AbortController,
): AsyncGenerator<StreamEvent<Payload>, undefined> {
  const { signal } = controller;
  const pending = new Map<number, FeedItem<Event>>();
  let wake = () => {};
  const receive = (items: readonly FeedItem<Event>[]) => {
    for (const item of items) {
      if (linkIds && !linkIds.has(item.event.linkId)) continue;
      const earlier = pending.get(item.event.linkId);
      pending.set(
        item.event.linkId,
        earlier ? { ...earlier, event: feeds.merge(earlier.event, item.event) } : item,
      );
    }
    lastNumber = items.at(-1)?.number ?? lastNumber;
    wake();
  };
  const start = feeds.subscribe({ ownerId: actor.userId, linkId }, lastEventId, signal, receive);
  let lastNumber = start.number;
  /** Everything up to this id was delivered: items wait in the order of their numbers. */
  const currentId = () => {
    const [oldest] = pending.values();
    return formatEventId(start.feedId, oldest ? oldest.number - 1 : lastNumber);
  };
  const abort = () => controller.abort();
  let isStalled = false;
  const checkTimer = setInterval(() => {
    if (isStalled) rejectionOf(actor, scope).then((rejection) => rejection && abort(), abort);
    else wake();
  }, flushIntervalMilliseconds).unref();
  const cleanUp = () => {
    clearInterval(checkTimer);
    pending.clear();
    wake();
  };
  // If the consumer stops reading, the generator never reaches its own end.
  signal.addEventListener("abort", cleanUp, { once: true });
  /** Resolves when events arrive, or when it is time to check whether the actor may still watch. */
  const nextItems = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      if (signal.aborted) resolve();
    });
  try {
    if (start.missed === null) yield { id: currentId(), event: new EventsMissed() };
    else if (start.missed.length > 0) receive(start.missed);
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      if (!isFirst || pending.size === 0) await nextItems();
      if (signal.aborted) return undefined;
      const rejection = await rejectionOf(actor, scope);
      if (rejection) {
        yield { id: currentId(), event: rejection };
        return undefined;
      }
      const idBefore = currentId();
      const started = performance.now();
      const taken = takeFirst(pending, feeds.maxLinksPerFlush(actor.userId));
      const payloads = taken.length > 0 ? toPayloads(taken.map(({ event }) => event)) : [];
      for (const [index, event] of payloads.entries()) {
        const isOverdue = performance.now() - started > flushIntervalMilliseconds;
        const lateRejection = isOverdue ? await rejectionOf(actor, scope) : undefined;
        if (lateRejection) yield { id: idBefore, event: lateRejection };
        if (signal.aborted || lateRejection) return undefined;
        isStalled = true;
        yield { id: index === payloads.length - 1 ? currentId() : idBefore, event };
        isStalled = false;
      }
    }
    return undefined;
  } finally {
    abort();
  }
}

/**
 * Returns why the actor may no longer watch, undefined if it may. It also may while the database is
 * unavailable: the check is impossible then, and nothing is written that could be watched.
 */
async function rejectionOf(actor: SignedInActor, scope: Scope): Promise<DomainError | undefined> {
  try {
    await requireActiveCredential(actor, scope);
    return undefined;
  } catch (error) {
    if (toDatabaseUnavailableError(error)) return undefined;
    if (error instanceof DomainError) return error;
    throw error;
  }
}
