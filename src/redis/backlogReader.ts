import type { Availability } from "./availability.ts";
import type { Backlog, ClickStream } from "./clickStream.ts";
import { inTime } from "./connections.ts";

/**
 * Returns a function that tells what waits in Redis, which never rejects: while Redis is away, it tells
 * what was last known, growing older. Those who ask at the same time ask once.
 */
export function createBacklogReader(
  stream: Pick<ClickStream, "readBacklog">,
  availability: Pick<Availability, "isThere">,
): () => Promise<Backlog> {
  let last: Backlog = { batches: 0, clicks: 0, oldestSeconds: 0 };
  let readAt = performance.now();
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    if (!availability.isThere()) return;
    try {
      last = await inTime(stream.readBacklog());
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
