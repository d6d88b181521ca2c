import type { Logger } from "pino";

const intervalMilliseconds = 1_000;
const toleratedMilliseconds = 60_000;

/**
 * Logs each change of the system's clock by more than a minute, because expiries and click times
 * depend on it. A machine that was asleep looks the same. Returns a function that stops the
 * monitor.
 */
export function monitorClock(log: Logger): () => void {
  const readOffset = () => Date.now() - performance.now();
  let lastOffset = readOffset();
  const probe = setInterval(() => {
    const offset = readOffset();
    const setBy = offset - lastOffset;
    // Compared with the last check, so small corrections do not add up over the months.
    lastOffset = offset;
    if (Math.abs(setBy) <= toleratedMilliseconds) return;
    const seconds = Math.round(Math.abs(setBy) / 1_000);
    const direction = setBy < 0 ? "back" : "ahead";
    log.warn(
      { seconds },
      `The clock was set ${direction}. Expiry times and click times follow it.`,
    );
  }, intervalMilliseconds).unref();
  return () => clearInterval(probe);
}
