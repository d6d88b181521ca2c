import type { Backlog, ClickStream } from "./clickStream.ts";
import { withTimeout } from "./connections.ts";
import type { RedisHealth } from "./redisHealth.ts";

/**
 * Returns a function that reads the backlog in Redis and never rejects. While Redis is unavailable,
 * it returns the last known backlog, whose age continues to grow. Concurrent callers share one
 * read.
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
      // The last known backlog is returned.
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
