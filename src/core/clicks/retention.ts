import { dayMilliseconds, hourMilliseconds } from "../../time.ts";
import { yieldToEventLoop } from "../yieldToEventLoop.ts";
import type { ClickWriter } from "./clickWriter.ts";
import { startOfUtcDay } from "./utcTime.ts";

/** The start of a service has better things to do. */
const initialDelayMilliseconds = 60_000;
/** Few enough that clicks which came meanwhile are written in time. */
const batchSize = 1_000;

type RetentionStore = Pick<
  ClickWriter,
  "createUpcomingPartitions" | "removeClicks" | "removeVisitors"
>;

/** Removes what is too old, a minute from now and then each hour, until the answer is called. */
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
 * Removes, in small steps, clicks older than `retentionDays`, and of UTC days before today the
 * visitors and the key of their marks; and makes room for the clicks of months to come. `now` is in
 * milliseconds. The counts stay.
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
