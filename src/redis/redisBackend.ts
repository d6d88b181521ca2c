import type { Registry } from "prom-client";
import type { BatchWriter, ClickWriter } from "../core/clicks/clickWriter.ts";
import type { Events } from "../core/events/events.ts";
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
  events: Events;
  /** Enriches clicks, and writes them to the database. */
  writer: BatchWriter;
  onUnavailable(error: unknown): void;
  onAvailable(): void;
  /** Called when Redis rejects clicks although it is available. */
  onRejected(error: unknown): void;
  onAccepted(): void;
  /** Called when a write to the database failed, or succeeded. */
  onError(error: unknown): void;
  onWritten(): void;
  /** Called when a malformed entry was found among the clicks. */
  onMalformed(): void;
}

/**
 * State that processes share through Redis. While Redis is unavailable, each process continues on
 * its own.
 */
export interface RedisBackend {
  createRateLimiter: CreateRateLimiter;
  /** Adds clicks to the stream, from where any process writes them. */
  writer: Pick<ClickWriter, "write">;
  /** Number of clicks of which only the count was added to Redis, since the start. */
  condensed(): number;
  /** Returns the backlog in Redis, or the last known one while Redis is unavailable. */
  readBacklog(): Promise<Backlog>;
  /** Registers the metrics of Redis. */
  registerMetrics(registry: Registry): void;
  /**
   * Starts to transport events and to write clicks. Listeners for missed events must be registered
   * before.
   */
  start(): void;
  /** Writes the remaining clicks as far as possible within a short time, and disconnects. */
  close(): Promise<void>;
}

/** Connects to Redis and waits at most two seconds: a start does not depend on Redis. */
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
  // During an upgrade, processes of the previous version write to this stream.
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
        if (clicks.length > 0) events.domain.emit("link.clicked", clicks);
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
