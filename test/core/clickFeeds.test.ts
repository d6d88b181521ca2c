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
    clickFeeds.subscribe(ownerId, linkId, ending.signal, (round) => void rounds.push(round));
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

test("bounds the pending clicks and releases them when the last subscriber leaves", () => {
  const { events, follow } = feeds();
  const { rounds, leave } = follow(1);
  for (let linkId = 1; linkId <= 11_000; linkId++) events.emit("link.clicked", [click(linkId)]);
  vi.advanceTimersByTime(750 * 1_000);
  expect(rounds.flat()).toHaveLength(10_000);

  events.emit("link.clicked", [click(1)]);
  leave();

  expect(events.listenerCount("link.clicked")).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
