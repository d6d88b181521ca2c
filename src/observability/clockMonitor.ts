import type { Logger } from "pino";

const intervalMilliseconds = 1_000;
const toleratedMilliseconds = 60_000;

/**
 * Logs when the system's clock was set, by more than a minute, once each time: expiries and the times
 * of clicks follow it. A machine that slept looks the same. The answer ends the watch.
 */
export function monitorClock(log: Logger): () => void {
  const readOffset = () => Date.now() - performance.now();
  let lastOffset = readOffset();
  const probe = setInterval(() => {
    const offset = readOffset();
    const setBy = offset - lastOffset;
    // Anew each time, so that small corrections do not add up over the months.
    lastOffset = offset;
    if (Math.abs(setBy) <= toleratedMilliseconds) return;
    const seconds = Math.round(Math.abs(setBy) / 1_000);
    const direction = setBy < 0 ? "back" : "ahead";
    log.warn({ seconds }, `The clock was set ${direction}. Expiry and clicks follow it.`);
  }, intervalMilliseconds).unref();
  return () => clearInterval(probe);
}
