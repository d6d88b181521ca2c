import type { HttpEnvironment } from "../../http/honoEnvironment.ts";

type Log = HttpEnvironment["Variables"]["log"];

/** Interval between two lines for any hosts, because callers can invent hosts. */
const intervalMilliseconds = 60_000;

/**
 * Creates a function that logs pages on a host that is not in the settings, at most once a minute.
 */
export function createUnknownHostLog(): (log: Log, host: string) => void {
  let quietUntil = 0;
  return (log, host) => {
    const now = performance.now();
    if (now < quietUntil) return;
    quietUntil = now + intervalMilliseconds;
    log.warn(
      { host },
      "A sign-in was rejected, because the page's host is unknown. Add it to BASE_URL or OTHER_HOSTS.",
    );
  };
}
