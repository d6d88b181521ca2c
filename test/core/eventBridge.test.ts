import { expect, test } from "vitest";
import { bridgeEvents, type EventTransport, type SharedEvent } from "../../src/core/eventBridge.ts";
import { createEvents } from "../../src/core/events.ts";

/** Creates processes that receive each other's events as if over a network. */
function processes(count: number) {
  const listeners: ((news: SharedEvent) => void)[] = [];
  let told = 0;
  const relayOf = (index: number): EventTransport => ({
    publish: (news) => {
      told += 1;
      const wire = JSON.stringify(news);
      for (const [other, listener] of listeners.entries()) {
        if (other !== index) listener(JSON.parse(wire));
      }
    },
    subscribe: (listener) => {
      listeners[index] = listener;
    },
  });
  const events = Array.from({ length: count }, (_, index) => {
    const own = createEvents();
    bridgeEvents(own, relayOf(index));
    return own;
  });
  return { events, told: () => told };
}

test("what happens in one process is heard once in each, and told once", () => {
  const { events, told } = processes(3);
  const heard: unknown[] = [];
  for (const [index, own] of events.entries()) {
    own.on("linkChanged", (code) => heard.push([index, code]));
    own.on("linksClicked", (clicks) => heard.push([index, clicks]));
    own.on("accountDeleted", (userId) => heard.push([index, userId]));
  }
  const clicks = [{ linkId: 1, ownerId: 2, clicks: 3, at: 4 }];

  events[0]?.emit("linkChanged", "docs");
  events[1]?.emit("linksClicked", clicks);
  events[2]?.emit("accountDeleted", 7);

  const once = (content: unknown) => [0, 1, 2].map((index) => [index, content]);
  expect(heard).toHaveLength(9);
  expect(heard).toEqual(expect.arrayContaining([...once("docs"), ...once(clicks), ...once(7)]));
  expect(told()).toBe(3);
});
