import { dayMilliseconds, hourMilliseconds } from "../../time.ts";
import { yieldToEventLoop } from "../yieldToEventLoop.ts";
import type { ClickWriter } from "./clickWriter.ts";
import { startOfUtcDay } from "./utcTime.ts";

/** Delay after startup, because other work is more urgent at that time. */
const initialDelayMilliseconds = 60_000;
/** Rows per batch, low enough that clicks which arrive meanwhile are written in time. */
const batchSize = 1_000;

type RetentionStore = Pick<
  ClickWriter,
  "createUpcomingPartitions" | "removeClicks" | "removeVisitors"
>;

/** Purges expired clicks one minute from now and then every hour. Returns a function that stops it. */
export function startRetention(
  writer: RetentionStore,
  retentionDays: number,
  onError: (error: unknown) => void,
): () => void {
  let timer: NodeJS.Timeout;
  let stopped = false;
  const schedule = (milliseconds: number) => {
    timer = setTimeout(async () => {
      try {
        await purgeExpiredClicks(writer, retentionDays, Date.now());
      } catch (error) {
        if (!stopped) onError(error);
      }
      if (!stopped) schedule(hourMilliseconds);
    }, milliseconds).unref();
  };
  schedule(initialDelayMilliseconds);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/**
 * Removes clicks older than `retentionDays`, and the visitors and visitor keys of UTC days before
 * today. Works in small batches. Also creates the partitions for the coming months. `now` is in
 * milliseconds. Counts are kept.
 */
export async function purgeExpiredClicks(
  writer: RetentionStore,
  retentionDays: number,
  now: number,
): Promise<void> {
  await writer.createUpcomingPartitions(now);
  await purgeInBatches(() => writer.removeVisitors(startOfUtcDay(now), batchSize));
  await purgeInBatches(() => writer.removeClicks(now - retentionDays * dayMilliseconds, batchSize));
}

async function purgeInBatches(remove: () => Promise<number>): Promise<void> {
  while ((await remove()) === batchSize) await yieldToEventLoop();
}
