import { expect, test } from "vitest";
import {
  bridgeEvents,
  type EventTransport,
  type SharedEvent,
} from "../../src/core/events/eventBridge.ts";
import { createEvents } from "../../src/core/events/events.ts";
import { toLinkKey } from "../../src/core/links/linkKey.ts";

/** Creates processes that receive each other's events as if over a network. */
function processes(count: number) {
  const listeners: ((event: SharedEvent) => void)[] = [];
  let told = 0;
  const relayOf = (index: number): EventTransport => ({
    publish: (event) => {
      told += 1;
      const wire = JSON.stringify(event);
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

test("delivers an event once to each process and publishes it once", () => {
  const { events, told } = processes(3);
  const heard: unknown[] = [];
  for (const [index, own] of events.entries()) {
    own.cache.on("linkStale", (code) => heard.push([index, code]));
    own.domain.on("link.clicked", (clicks) => heard.push([index, clicks]));
    own.domain.on("account.deleted", (userId) => heard.push([index, userId]));
  }
  const clicks = [{ linkId: 1, ownerId: 2, clicks: 3, at: 4 }];

  events[0]?.cache.emit("linkStale", toLinkKey("docs"));
  events[1]?.domain.emit("link.clicked", clicks);
  events[2]?.domain.emit("account.deleted", 7);

  const once = (content: unknown) => [0, 1, 2].map((index) => [index, content]);
  expect(heard).toHaveLength(9);
  expect(heard).toEqual(expect.arrayContaining([...once("docs"), ...once(clicks), ...once(7)]));
  expect(told()).toBe(3);
});
