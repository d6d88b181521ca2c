import type { Registry } from "prom-client";
import type { BatchWriter, ClickWriter } from "../domain/clicks/clickWriter.ts";
import type { DomainEvents } from "../domain/events.ts";
import type { CreateRateLimiter } from "../domain/rateLimits/rateLimiter.ts";
import { watchAvailability } from "./availability.ts";
import { createBacklogReader } from "./backlogReader.ts";
import { type Backlog, type ClickStream, createClickStream } from "./clickStream.ts";
import { openConnections } from "./connections.ts";
import { createRedisCounters } from "./counters.ts";
import { carryNews, type NewsCarrier } from "./news.ts";
import { streamClicks } from "./streamClicks.ts";
import { watchRedis } from "./watchRedis.ts";
import { type StreamWriting, writeStream } from "./writeStream.ts";

interface Surroundings {
  events: DomainEvents;
  /** Describes clicks, and writes them to the database. */
  writer: BatchWriter;
  onAway(error: unknown): void;
  onBack(): void;
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
export interface SharedThroughRedis {
  createCounter: CreateRateLimiter;
  /** Takes clicks to where one of the processes writes them. */
  writer: Pick<ClickWriter, "write">;
  /** Clicks of which only the count went to Redis, since the start. */
  condensed(): number;
  /** Tells what waits in Redis to be written, as last known while it is away. */
  readBacklog(): Promise<Backlog>;
  /** Makes the registry tell how it stands with Redis. */
  watch(registry: Registry): void;
  /** Begins to carry news and to write clicks. Whoever should hear of lost news listens by now. */
  begin(): void;
  /** Writes what still waits, if that can be done in short time, and hangs up. */
  close(): Promise<void>;
}

/** Connects, for two seconds at most: a Redis that is away is no hindrance. */
export async function openRedis(
  { url, prefix }: { url: string; prefix: string },
  surroundings: Surroundings,
): Promise<SharedThroughRedis> {
  const { events, writer } = surroundings;
  const channel = `${prefix}news`;
  let news: NewsCarrier | undefined;
  let writing: StreamWriting[] = [];
  const connections = openConnections(url);
  const availability = watchAvailability(connections, channel, {
    onAway: (error) => {
      surroundings.onAway(error);
      news?.lost();
    },
    onBack: () => {
      surroundings.onBack();
      news?.found();
    },
  });
  await availability.known;
  const stream = createClickStream(connections, `${prefix}described-clicks`);
  // While a fleet is brought to this version, processes of the one before write there.
  const olderStream = createClickStream(connections, `${prefix}clicks`);
  const readBacklog = createBacklogReader(stream, availability);
  const streaming = streamClicks({ ...surroundings, stream, availability });
  const write = (stream: ClickStream, isSeldom: boolean) =>
    writeStream({
      ...surroundings,
      stream,
      writer,
      availability,
      isSeldom,
      onWritten: (clicks) => {
        surroundings.onWritten();
        if (clicks.length > 0) events.emit("linksClicked", clicks);
      },
    });
  return {
    readBacklog,
    createCounter: createRedisCounters(connections, prefix, availability),
    writer: streaming,
    condensed: streaming.condensed,
    watch: (registry) => {
      const takenOver = () => writing.reduce((sum, one) => sum + one.takenOver(), 0);
      watchRedis(registry, availability, readBacklog, takenOver);
    },
    begin: () => {
      news = carryNews(connections, channel, availability.isThere, events);
      if (!availability.isThere()) news.lost();
      writing = [write(stream, false), write(olderStream, true)];
    },
    close: async () => {
      await Promise.all(writing.map((one) => one.close()));
      availability.close();
      news?.close();
      connections.close();
    },
  };
}
