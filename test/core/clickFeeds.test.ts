import { afterEach, expect, test, vi } from "vitest";
import { createClickFeeds } from "../../src/core/clicks/clickFeeds.ts";
import type { LinkClicksEvent } from "../../src/core/events/domainEvents.ts";
import { createDomainEvents } from "../../src/core/events/domainEvents.ts";

afterEach(() => void vi.useRealTimers());

const click = (linkId: number, ownerId = 1, at = 1_000): LinkClicksEvent => ({
  linkId,
  ownerId,
  clicks: 1,
  at,
});

/** Creates feeds whose rounds the test triggers, and a subscriber. */
function feeds() {
  vi.useFakeTimers();
  const events = createDomainEvents();
  const clickFeeds = createClickFeeds(events);
  const follow = (ownerId: number, linkId?: number) => {
    const rounds: (readonly LinkClicksEvent[])[] = [];
    const ending = new AbortController();
    clickFeeds.subscribe({ ownerId, linkId }, undefined, ending.signal, (items) => {
      rounds.push(items.map(({ event }) => event));
    });
    return { rounds, leave: () => ending.abort() };
  };
  return { events, clickFeeds, follow };
}

const endRound = () => vi.advanceTimersByTime(750);

test("merges the clicks of a link and delivers to each owner only their own", () => {
  const { events, follow } = feeds();
  const [all, one, other] = [follow(1), follow(1, 2), follow(9)];

  events.emit("link.clicked", [click(1), click(2), click(7, 9), click(2, 1, 3_000)]);
  events.emit("link.clicked", [click(1, 1, 500)]);
  endRound();

  expect(all.rounds).toEqual([
    [
      { linkId: 1, ownerId: 1, clicks: 2, at: 1_000 },
      { linkId: 2, ownerId: 1, clicks: 2, at: 3_000 },
    ],
  ]);
  expect(one.rounds).toEqual([[{ linkId: 2, ownerId: 1, clicks: 2, at: 3_000 }]]);
  expect(other.rounds).toEqual([[click(7, 9)]]);
});

test("limits the links per flush and merges the clicks of the remaining links", () => {
  const { events, follow } = feeds();
  const { rounds } = follow(1);
  const links = Array.from({ length: 100 }, (_, index) => click(index + 1));

  events.emit("link.clicked", links);
  endRound();
  events.emit("link.clicked", [click(61), click(1)]);
  endRound();
  endRound();

  expect(rounds.map((round) => round.length)).toEqual([60, 41]);
  expect(rounds[1]?.[0]).toEqual({ linkId: 61, ownerId: 1, clicks: 2, at: 1_000 });
});

test("subscriptions of one account share the limit per flush and receive the same objects", () => {
  const { events, clickFeeds, follow } = feeds();
  const followers = Array.from({ length: 20 }, () => follow(1));

  events.emit("link.clicked", [click(1), click(2), click(3), click(4)]);
  endRound();

  expect(clickFeeds.maxLinksPerFlush(1)).toBe(3);
  expect(clickFeeds.maxLinksPerFlush(2)).toBe(60);
  for (const { rounds } of followers) {
    expect(rounds[0]).toHaveLength(3);
    expect(rounds[0]?.[0]).toBe(followers[0]?.rounds[0]?.[0]);
  }
});

test("bounds the pending clicks and releases them a minute after the last subscriber left", () => {
  const { events, follow } = feeds();
  const { rounds, leave } = follow(1);
  for (let linkId = 1; linkId <= 11_000; linkId++) events.emit("link.clicked", [click(linkId)]);
  vi.advanceTimersByTime(750 * 1_000);
  expect(rounds.flat()).toHaveLength(10_000);

  events.emit("link.clicked", [click(1)]);
  leave();
  vi.advanceTimersByTime(60_000);

  expect(events.listenerCount("link.clicked")).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

/** Subscribes and unsubscribes again. Returns what the subscription would start with. */
function peek(clickFeeds: ReturnType<typeof feeds>["clickFeeds"], lastEventId?: string) {
  const ending = new AbortController();
  const subject = { ownerId: 1, linkId: undefined };
  const start = clickFeeds.subscribe(subject, lastEventId, ending.signal, () => {});
  ending.abort();
  return start;
}

test("a subscriber that returns within a minute receives the events since its last one", () => {
  const { events, clickFeeds, follow } = feeds();
  const { leave } = follow(1);
  const { feedId } = peek(clickFeeds);
  events.emit("link.clicked", [click(1)]);
  endRound();
  leave();
  events.emit("link.clicked", [click(2), click(3)]);
  endRound();

  expect(peek(clickFeeds, `${feedId}.1`)).toMatchObject({
    number: 1,
    missed: [
      { number: 2, event: click(2) },
      { number: 3, event: click(3) },
    ],
  });
  expect(peek(clickFeeds, `${feedId}.3`)).toEqual({ feedId, number: 3, missed: [] });
  expect(peek(clickFeeds)).toEqual({ feedId, number: 3, missed: [] });
});

test("an id of an unknown, a future or a forgotten event means that events were missed", () => {
  const { events, clickFeeds, follow } = feeds();
  follow(1);
  const { feedId } = peek(clickFeeds);
  events.emit("link.clicked", [click(1), click(2)]);
  endRound();

  for (const id of ["", "1", `${feedId}`, `${feedId}.`, `${feedId}.3`, `${feedId}.-1`, "x.1"]) {
    expect([id, peek(clickFeeds, id)]).toEqual([id, { feedId, number: 2, missed: null }]);
  }
  vi.advanceTimersByTime(60_000);
  events.emit("link.clicked", [click(3)]);
  endRound();
  expect(peek(clickFeeds, `${feedId}.1`).missed).toBeNull();
  expect(peek(clickFeeds, `${feedId}.2`).missed).toMatchObject([{ number: 3 }]);
});

test("keeps at most twenty feeds of an account without a subscriber", () => {
  const { events, clickFeeds, follow } = feeds();
  for (let linkId = 1; linkId <= 50; linkId++) follow(1, linkId).leave();

  expect(vi.getTimerCount()).toBe(20);
  vi.advanceTimersByTime(60_000);
  expect(vi.getTimerCount()).toBe(0);
  expect(events.listenerCount("link.clicked")).toBe(0);
  expect(clickFeeds.maxLinksPerFlush(1)).toBe(60);
});
