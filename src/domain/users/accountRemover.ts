import { setTimeout as delay } from "node:timers/promises";
import type { Service } from "../service.ts";

/** As long as a step takes, or longer, so that others who write get their turn. */
const pauseMilliseconds = 10;
const retryMilliseconds = 60_000;

/** So often it is looked whether accounts were deleted by commands, which tell the service nothing. */
export const noticeMilliseconds = 1_000;

interface Surroundings extends Pick<Service, "database" | "events"> {
  /** Removes some of what is left of deleted accounts; false where nothing was left. */
  step: () => Promise<boolean>;
  /** Hears of what went wrong. It is tried again. */
  onError: (error: unknown) => void;
}

/**
 * Removes what deleted accounts have left, in steps: now what an earlier process did not come to,
 * and later whenever somebody deletes an account. Tells of those that were deleted beside the service.
 * The answer stops it, between two steps.
 */
export function startAccountRemover({
  database,
  events,
  step,
  onError,
}: Surroundings): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> | undefined;
  let again = false;
  let noticed = new Set<number>();

  async function removeAll(): Promise<void> {
    do {
      again = false;
      try {
        // Asked first because the thread that removes is not started for nothing.
        const left = await database.user.count({ where: { deletedAt: { not: null } } });
        while (left > 0 && !signal.aborted && (await step())) await pause(pauseMilliseconds);
      } catch (error) {
        if (signal.aborted) return;
        onError(error);
        again = true;
        await pause(retryMilliseconds);
      }
    } while (again && !signal.aborted);
    running = undefined;
  }
  const pause = (milliseconds: number) =>
    delay(milliseconds, undefined, { signal, ref: false }).catch(() => {});
  const begin = () => {
    again = true;
    running ??= removeAll();
  };
  const noteDeleted = (userId: number) => {
    noticed.add(userId);
    begin();
  };

  async function look(): Promise<void> {
    const deleted = await database.user.findMany({
      where: { deletedAt: { not: null } },
      select: { id: true },
    });
    if (signal.aborted) return;
    const unheardOf = deleted.filter(({ id }) => !noticed.has(id));
    noticed = new Set(deleted.map(({ id }) => id));
    for (const { id } of unheardOf) events.emit("accountDeleted", id);
  }

  async function keepLooking(): Promise<void> {
    while (!signal.aborted) {
      await pause(noticeMilliseconds);
      // A database that does not answer is told of elsewhere.
      if (!signal.aborted) await look().catch(() => {});
    }
  }

  events.on("accountDeleted", noteDeleted);
  begin();
  void keepLooking();
  return async () => {
    events.off("accountDeleted", noteDeleted);
    stopping.abort();
    await running;
  };
}
