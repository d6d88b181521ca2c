import { setTimeout as delay } from "node:timers/promises";
import type { DomainEvents } from "../events/domainEvents.ts";
import type { Services } from "../services.ts";

/** At least as long as a step takes, so that other writers get their turn. */
const pauseMilliseconds = 10;
const retryMilliseconds = 60_000;

/** Interval at which accounts deleted by commands are found. Commands do not notify the service. */
export const deletionPollMilliseconds = 1_000;

interface AccountPurgeOptions extends Pick<Services, "database"> {
  events: DomainEvents;
  /** Deletes some of the data of deleted accounts. Returns false if there was none. */
  purgeNext: () => Promise<boolean>;
  /** Called with an error of a step. The step is retried. */
  onError: (error: unknown) => void;
}

/**
 * Deletes the data of deleted accounts, in steps. Starts with the data that an earlier process
 * left, then runs whenever an account is deleted. Emits events for accounts that were deleted
 * outside the service. Returns a function that stops it between two steps.
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
        // Checked first, so that the purge thread does not start without work.
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
    for (const { id } of unseen) events.emit("account.deleted", id);
  }

  async function pollUntilStopped(): Promise<void> {
    while (!signal.aborted) {
      await pause(deletionPollMilliseconds);
      // An unavailable database is reported elsewhere.
      if (!signal.aborted) await poll().catch(() => {});
    }
  }

  events.on("account.deleted", onAccountDeleted);
  start();
  void pollUntilStopped();
  return async () => {
    events.off("account.deleted", onAccountDeleted);
    controller.abort();
    await running;
  };
}
