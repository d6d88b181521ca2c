import type { HttpEnvironment } from "../../http/honoEnvironment.ts";

type Log = HttpEnvironment["Variables"]["log"];

/** Callers can make up hosts: so often a line, whichever they are. */
const intervalMilliseconds = 60_000;

/** Tells the operator, once a minute at most, of pages at a host that no setting names. */
export function createUnknownHostLog(): (log: Log, host: string) => void {
  let quietUntil = 0;
  return (log, host) => {
    const now = performance.now();
    if (now < quietUntil) return;
    quietUntil = now + intervalMilliseconds;
    log.warn(
      { host },
      "A sign-in was refused: neither BASE_URL nor OTHER_HOSTS names the host of the page.",
    );
  };
}
