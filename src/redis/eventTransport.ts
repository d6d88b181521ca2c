import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import { bridgeEvents, type SharedEvent } from "../core/events/eventBridge.ts";
import type { Events } from "../core/events/events.ts";
import { toLinkKey } from "../core/links/linkKey.ts";
import { dayMilliseconds } from "../time.ts";
import type { Connections } from "./connections.ts";

const id = z.int().positive();
/** Clocks of machines may differ. */
const maxClockSkewMilliseconds = 2 * dayMilliseconds;

const clicks = z.object({
  linkId: id,
  ownerId: id,
  clicks: z.int().min(0).max(1_000_000_000),
  at: z
    .int()
    .min(0)
    .refine((at) => at <= Date.now() + maxClockSkewMilliseconds),
});

const linkChangeCause = z.object({
  name: z.enum(["link.created", "link.updated", "link.deleted"]),
  linkId: id,
  ownerId: id,
});

/** Other programs can publish any data to this channel: only valid messages are accepted. */
const messageSchema = z.object({
  /** ID of the sending process. */
  from: z.string(),
  /** Null if an earlier event could not be sent. */
  news: z
    .union([
      z.tuple([
        z.literal("linkChanged"),
        z.string().transform(toLinkKey),
        linkChangeCause.optional(),
      ]),
      z.tuple([z.literal("accountDeleted"), id]),
      z.tuple([z.literal("linksClicked"), z.array(clicks)]),
    ])
    .nullable(),
});

/**
 * A process may crash or lose Redis before it has published a change. Other processes learn of the
 * change within this time.
 */
const resyncMilliseconds = 600_000;
const resendMilliseconds = 1_000;

/** Event transport of one process. */
export interface RedisEventTransport {
  /** Reports that events of other processes are not received from now on. */
  markDisconnected(): void;
  /** Reports that events of other processes are received again. */
  markReconnected(): void;
  close(): void;
}

/**
 * Creates the transport of events between this process and all others that subscribe to the
 * channel.
 */
export function createRedisEventTransport(
  { commands, subscriber }: Connections,
  channel: string,
  isAvailable: () => boolean,
  events: Events,
): RedisEventTransport {
  const processId = randomUUID();
  let hasUnsentEvent = false;

  /**
   * Publishes an event. Lost click events are covered by the next ones, but a change must not be
   * lost.
   */
  function publish(event: SharedEvent | null): void {
    const markUnsent = () => {
      hasUnsentEvent ||= event?.[0] !== "linksClicked";
    };
    if (isAvailable())
      commands.publish(channel, JSON.stringify({ from: processId, news: event })).catch(markUnsent);
    else markUnsent();
  }

  bridgeEvents(events, {
    publish,
    subscribe: (listener) =>
      subscribe(subscriber, channel, ({ from: sender, news }) => {
        if (sender === processId) return;
        if (news) listener(news);
        else events.connection.emit("eventsMissed");
      }),
  });
  const resendTimer = setInterval(() => {
    if (!hasUnsentEvent || !isAvailable()) return;
    hasUnsentEvent = false;
    publish(null);
  }, resendMilliseconds).unref();
  const resyncTimer = setInterval(
    () => void events.connection.emit("eventsMissed"),
    resyncMilliseconds,
  ).unref();
  return {
    markDisconnected: () => void events.connection.emit("lost"),
    markReconnected: () => void events.connection.emit("restored"),
    close: () => {
      clearInterval(resendTimer);
      clearInterval(resyncTimer);
    },
  };
}

function subscribe(
  subscriber: Redis,
  channel: string,
  listener: (message: z.infer<typeof messageSchema>) => void,
): void {
  subscriber.on("message", (from: string, text: string) => {
    if (from !== channel) return;
    const message = messageSchema.safeParse(parseJson(text));
    if (message.success) listener(message.data);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
