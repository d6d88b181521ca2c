import { setTimeout as delay } from "node:timers/promises";
import type { Service } from "../service.ts";

/** As long as a step takes, or longer, so that others who write get their turn. */
const pauseMilliseconds = 10;
const retryMilliseconds = 60_000;

/** So often it is looked whether accounts were deleted by commands, which tell the service nothing. */
export const deletionPollMilliseconds = 1_000;

interface AccountPurgeOptions extends Pick<Service, "database" | "events"> {
  /** Removes some of what is left of deleted accounts; false where nothing was left. */
  purgeNext: () => Promise<boolean>;
  /** Hears of what went wrong. It is tried again. */
  onError: (error: unknown) => void;
}

/**
 * Removes what deleted accounts have left, in steps: now what an earlier process did not come to,
 * and later whenever somebody deletes an account. Tells of those that were deleted beside the service.
 * The answer stops it, between two steps.
 */
export function startAccountPurge({
  database,
  events,
  purgeNext,
  onError,
}: AccountPurgeOptions): () => Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  let running: Promise<void> | undefined;
  let rerun = false;
  let seenIds = new Set<number>();

  async function purgeAll(): Promise<void> {
    do {
      rerun = false;
      try {
        // Asked first because the thread that removes is not started for nothing.
        const remaining = await database.user.count({ where: { deletedAt: { not: null } } });
        while (remaining > 0 && !signal.aborted && (await purgeNext()))
          await pause(pauseMilliseconds);
      } catch (error) {
        if (signal.aborted) return;
        onError(error);
        rerun = true;
        await pause(retryMilliseconds);
      }
    } while (rerun && !signal.aborted);
    running = undefined;
  }
  const pause = (milliseconds: number) =>
    delay(milliseconds, undefined, { signal, ref: false }).catch(() => {});
  const start = () => {
    rerun = true;
    running ??= purgeAll();
  };
  const onAccountDeleted = (userId: number) => {
    seenIds.add(userId);
    start();
  };

  async function poll(): Promise<void> {
    const deleted = await database.user.findMany({
      where: { deletedAt: { not: null } },
      select: { id: true },
    });
    if (signal.aborted) return;
    const unseen = deleted.filter(({ id }) => !seenIds.has(id));
    seenIds = new Set(deleted.map(({ id }) => id));
    for (const { id } of unseen) events.emit("accountDeleted", id);
  }

  async function pollUntilStopped(): Promise<void> {
    while (!signal.aborted) {
      await pause(deletionPollMilliseconds);
      // A database that does not answer is told of elsewhere.
      if (!signal.aborted) await poll().catch(() => {});
    }
  }

  events.on("accountDeleted", onAccountDeleted);
  start();
  void pollUntilStopped();
  return async () => {
    events.off("accountDeleted", onAccountDeleted);
    controller.abort();
    await running;
  };
}
