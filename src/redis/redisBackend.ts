import type { Registry } from "prom-client";
import type { BatchWriter, ClickWriter } from "../core/clicks/clickWriter.ts";
import type { DomainEvents } from "../core/events.ts";
import type { CreateRateLimiter } from "../core/rateLimits/rateLimiter.ts";
import { createBacklogReader } from "./backlogReader.ts";
import { type Backlog, type ClickStream, createClickStream } from "./clickStream.ts";
import { type ClickStreamConsumer, startClickStreamConsumer } from "./clickStreamConsumer.ts";
import { createClickStreamProducer } from "./clickStreamProducer.ts";
import { openConnections } from "./connections.ts";
import { createRedisEventTransport, type RedisEventTransport } from "./eventTransport.ts";
import { monitorRedis } from "./redisHealth.ts";
import { registerRedisMetrics } from "./redisMetrics.ts";
import { createRedisRateLimiters } from "./redisRateLimiters.ts";

interface RedisBackendOptions {
  events: DomainEvents;
  /** Describes clicks, and writes them to the database. */
  writer: BatchWriter;
  onUnavailable(error: unknown): void;
  onAvailable(): void;
  /** Hears that Redis refuses clicks, though it is there. */
  onRefused(error: unknown): void;
  onAccepted(): void;
  /** Hears of what could not be written to the database, and of what was. */
  onError(error: unknown): void;
  onWritten(): void;
  /** Hears that something else than clicks was found among them. */
  onMalformed(): void;
}

/** What processes share through Redis. While it is away each goes on alone. */
export interface RedisBackend {
  createRateLimiter: CreateRateLimiter;
  /** Takes clicks to where one of the processes writes them. */
  writer: Pick<ClickWriter, "write">;
  /** Clicks of which only the count went to Redis, since the start. */
  condensed(): number;
  /** Tells what waits in Redis to be written, as last known while it is away. */
  readBacklog(): Promise<Backlog>;
  /** Makes the registry tell how it stands with Redis. */
  registerMetrics(registry: Registry): void;
  /** Begins to carry news and to write clicks. Whoever should hear of lost news listens by now. */
  start(): void;
  /** Writes what still waits, if that can be done in short time, and hangs up. */
  close(): Promise<void>;
}

/** Connects, for two seconds at most: a Redis that is away is no hindrance. */
export async function openRedisBackend(
  { url, prefix }: { url: string; prefix: string },
  options: RedisBackendOptions,
): Promise<RedisBackend> {
  const { events, writer } = options;
  const channel = `${prefix}news`;
  let eventTransport: RedisEventTransport | undefined;
  let consumers: ClickStreamConsumer[] = [];
  const connections = openConnections(url);
  const health = monitorRedis(connections, channel, {
    onUnavailable: (error) => {
      options.onUnavailable(error);
      eventTransport?.markDisconnected();
    },
    onAvailable: () => {
      options.onAvailable();
      eventTransport?.markReconnected();
    },
  });
  await health.ready;
  const stream = createClickStream(connections, `${prefix}described-clicks`);
  // While a fleet is brought to this version, processes of the one before write there.
  const olderStream = createClickStream(connections, `${prefix}clicks`);
  const readBacklog = createBacklogReader(stream, health);
  const producer = createClickStreamProducer({ ...options, stream, health });
  const startConsumer = (stream: ClickStream, isPolled: boolean) =>
    startClickStreamConsumer({
      ...options,
      stream,
      writer,
      health,
      isPolled,
      onWritten: (clicks) => {
        options.onWritten();
        if (clicks.length > 0) events.emit("linksClicked", clicks);
      },
    });
  return {
    readBacklog,
    createRateLimiter: createRedisRateLimiters(connections, prefix, health),
    writer: producer,
    condensed: producer.condensed,
    registerMetrics: (registry) => {
      const reclaimed = () => consumers.reduce((sum, consumer) => sum + consumer.reclaimed(), 0);
      registerRedisMetrics(registry, health, readBacklog, reclaimed);
    },
    start: () => {
      eventTransport = createRedisEventTransport(connections, channel, health.isAvailable, events);
      if (!health.isAvailable()) eventTransport.markDisconnected();
      consumers = [startConsumer(stream, false), startConsumer(olderStream, true)];
    },
    close: async () => {
      await Promise.all(consumers.map((consumer) => consumer.close()));
      health.close();
      eventTransport?.close();
      connections.close();
    },
  };
}
