import { dayMilliseconds, hourMilliseconds } from "../../time.ts";
import { yieldToEventLoop } from "../yieldToEventLoop.ts";
import { dayOf } from "./calendar.ts";
import type { ClickWriter } from "./clickWriter.ts";

/** The start of a service has better things to do. */
const firstMilliseconds = 60_000;
/** Few enough that clicks which came meanwhile are written in time. */
const rowsPerStep = 1_000;

type Remover = Pick<ClickWriter, "makeRoom" | "removeClicks" | "removeVisitors">;

/** Removes what is too old, a minute from now and then each hour, until the answer is called. */
export function startRetention(
  writer: Remover,
  retentionDays: number,
  onError: (error: unknown) => void,
): () => void {
  let timer: NodeJS.Timeout;
  let stopped = false;
  const schedule = (milliseconds: number) => {
    timer = setTimeout(async () => {
      try {
        await removeOld(writer, retentionDays, Date.now());
      } catch (error) {
        if (!stopped) onError(error);
      }
      if (!stopped) schedule(hourMilliseconds);
    }, milliseconds).unref();
  };
  schedule(firstMilliseconds);
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
export async function removeOld(
  writer: Remover,
  retentionDays: number,
  now: number,
): Promise<void> {
  await writer.makeRoom(now);
  await inSteps(() => writer.removeVisitors(dayOf(now), rowsPerStep));
  await inSteps(() => writer.removeClicks(now - retentionDays * dayMilliseconds, rowsPerStep));
}

async function inSteps(remove: () => Promise<number>): Promise<void> {
  while ((await remove()) === rowsPerStep) await yieldToEventLoop();
}
