import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import { bridgeEvents, type SharedEvent } from "../domain/eventBridge.ts";
import type { DomainEvents } from "../domain/events.ts";
import { dayMilliseconds } from "../time.ts";
import type { Connections } from "./connections.ts";

const id = z.int().positive();
/** Clocks of machines may differ. */
const aheadMilliseconds = 2 * dayMilliseconds;

const clicks = z.object({
  linkId: id,
  ownerId: id,
  clicks: z.int().min(0).max(1_000_000_000),
  at: z
    .int()
    .min(0)
    .refine((at) => at <= Date.now() + aheadMilliseconds),
});

/** Others may publish here what they like: only this is believed. */
const shape = z.object({
  /** Which process tells. */
  from: z.string(),
  /** Null where something could not be told at its time. */
  news: z
    .union([
      z.tuple([z.literal("linkChanged"), z.string()]),
      z.tuple([z.literal("accountDeleted"), id]),
      z.tuple([z.literal("linksClicked"), z.array(clicks)]),
    ])
    .nullable(),
});

/** A process may die, or lose Redis, before it has told of a change: others know of it by then. */
const longestUntoldMilliseconds = 600_000;
const retellMilliseconds = 1_000;

/** What carries the news of one process. */
export interface NewsCarrier {
  /** Says that from now on others cannot be heard. */
  lost(): void;
  /** Says that they are heard from now on. */
  found(): void;
  close(): void;
}

/** Carries news between this process and all others that listen to the channel. */
export function carryNews(
  { commands, subscriber }: Connections,
  channel: string,
  isThere: () => boolean,
  events: DomainEvents,
): NewsCarrier {
  const from = randomUUID();
  let isUntold = false;

  /** Clicks that nobody heard of are seen with the next; a change must be known. */
  function tell(news: SharedEvent | null): void {
    const note = () => {
      isUntold ||= news?.[0] !== "linksClicked";
    };
    if (isThere()) commands.publish(channel, JSON.stringify({ from, news })).catch(note);
    else note();
  }

  bridgeEvents(events, {
    publish: tell,
    subscribe: (listener) =>
      hear(subscriber, channel, ({ from: teller, news }) => {
        if (teller === from) return;
        if (news) listener(news);
        else events.emit("eventsMissed");
      }),
  });
  const retelling = setInterval(() => {
    if (!isUntold || !isThere()) return;
    isUntold = false;
    tell(null);
  }, retellMilliseconds).unref();
  const forgetting = setInterval(
    () => void events.emit("eventsMissed"),
    longestUntoldMilliseconds,
  ).unref();
  return {
    lost: () => void events.emit("subscriptionLost"),
    found: () => void events.emit("subscriptionRestored"),
    close: () => {
      clearInterval(retelling);
      clearInterval(forgetting);
    },
  };
}

function hear(
  subscriber: Redis,
  channel: string,
  listener: (message: z.infer<typeof shape>) => void,
): void {
  subscriber.on("message", (from: string, text: string) => {
    if (from !== channel) return;
    const heard = shape.safeParse(parse(text));
    if (heard.success) listener(heard.data);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
