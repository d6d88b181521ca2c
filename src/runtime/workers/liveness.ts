import type { Logger } from "pino";
import { Counter, type Registry } from "prom-client";
import type { WorkerProcess } from "./workerProcess.ts";

const probeIntervalMilliseconds = 5_000;
/** In a row: 30 seconds. Counted rather than timed, so that no worker is blamed for a machine that slept. */
const maxUnanswered = 6;

type MonitoredWorker = Pick<
  WorkerProcess,
  "number" | "pid" | "state" | "ended" | "channel" | "kill"
>;

/**
 * Makes a function that asks a worker for a sign of life every five seconds while it listens. One that
 * gives none six times in a row is logged, counted in the registry and killed, and so replaced.
 */
export function createLivenessMonitor(
  log: Logger,
  registry: Registry,
): (worker: MonitoredWorker) => void {
  const unresponsive = new Counter({
    name: "lnk7_unresponsive_workers_total",
    help: "Workers that gave no sign of life for 30 s, were killed and replaced. Alert when it grows.",
    registers: [registry],
  });

  return (worker) => {
    let unanswered = 0;
    const timer = setInterval(() => {
      if (worker.state !== "listening") return;
      if (unanswered === maxUnanswered) {
        clearInterval(timer);
        unresponsive.inc();
        log.error(
          { worker: worker.number, workerPid: worker.pid },
          "A worker gave no sign of life for 30 seconds and is killed.",
        );
        worker.kill();
        return;
      }
      unanswered += 1;
      const onAlive = () => {
        unanswered = 0;
      };
      // Whoever ended is heard of by its end.
      worker.channel.request("isAlive").then(onAlive, () => {});
    }, probeIntervalMilliseconds).unref();
    void worker.ended.then(() => clearInterval(timer));
  };
}
