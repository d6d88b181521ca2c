import type { Registry } from "prom-client";
import type { ClickWriter } from "../domain/clicks/clickWriter.ts";
import type { DomainEvents } from "../domain/events.ts";
import type { CreateCounter } from "../domain/limits/counter.ts";
import { watchAvailability } from "./availability.ts";
import { createBacklogReader } from "./backlogReader.ts";
import { type Backlog, createClickStream } from "./clickStream.ts";
import { openConnections } from "./connections.ts";
import { createRedisCounters } from "./counters.ts";
import { carryNews, type NewsCarrier } from "./news.ts";
import { streamClicks } from "./streamClicks.ts";
import { watchRedis } from "./watchRedis.ts";
import { writeStream } from "./writeStream.ts";

interface Surroundings {
  events: DomainEvents;
  /** Writes clicks to the database. */
  writer: Pick<ClickWriter, "write">;
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
  createCounter: CreateCounter;
  /** Takes clicks to where one of the processes writes them. */
  writer: Pick<ClickWriter, "write">;
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
  let writing: ReturnType<typeof writeStream> | undefined;
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
  const stream = createClickStream(connections, `${prefix}clicks`);
  const readBacklog = createBacklogReader(stream, availability);
  return {
    readBacklog,
    createCounter: createRedisCounters(connections, prefix, availability),
    writer: streamClicks({ ...surroundings, stream, availability }),
    watch: (registry) =>
      watchRedis(registry, availability, readBacklog, () => writing?.takenOver() ?? 0),
    begin: () => {
      news = carryNews(connections, channel, availability.isThere, events);
      if (!availability.isThere()) news.lost();
      writing = writeStream({
        ...surroundings,
        stream,
        writer,
        availability,
        onWritten: (clicks) => {
          surroundings.onWritten();
          if (clicks.length > 0) events.emit("linksClicked", clicks);
        },
      });
    },
    close: async () => {
      await writing?.close();
      availability.close();
      news?.close();
      connections.close();
    },
  };
}
