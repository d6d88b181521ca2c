import type { Backlog, ClickStream } from "./clickStream.ts";
import { withTimeout } from "./connections.ts";
import type { RedisHealth } from "./redisHealth.ts";

/**
 * Returns a function that tells what waits in Redis, which never rejects: while Redis is away, it tells
 * what was last known, growing older. Those who ask at the same time ask once.
 */
export function createBacklogReader(
  stream: Pick<ClickStream, "readBacklog">,
  health: Pick<RedisHealth, "isAvailable">,
): () => Promise<Backlog> {
  let last: Backlog = { batches: 0, clicks: 0, oldestSeconds: 0 };
  let readAt = performance.now();
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    if (!health.isAvailable()) return;
    try {
      last = await withTimeout(stream.readBacklog());
      readAt = performance.now();
    } catch {
      // What was last known is told.
    }
  }

  return async () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    await reading;
    const sinceSeconds = (performance.now() - readAt) / 1_000;
    return last.batches === 0
      ? last
      : { ...last, oldestSeconds: last.oldestSeconds + sinceSeconds };
  };
}
