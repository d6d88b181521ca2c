import type { Logger } from "pino";
import { Counter, type Registry } from "prom-client";
import type { WorkerProcess } from "./workerProcess.ts";

const probeIntervalMilliseconds = 5_000;
/**
 * Consecutive: 30 seconds. Counted instead of timed, so that workers are not killed after the
 * machine was asleep.
 */
const maxUnanswered = 6;

type MonitoredWorker = Pick<
  WorkerProcess,
  "number" | "pid" | "state" | "ended" | "channel" | "kill"
>;

/**
 * Returns a function that checks a worker every five seconds while it listens. A worker that misses
 * six checks in a row is logged, counted in the registry and killed, and then replaced.
 */
export function createLivenessMonitor(
  log: Logger,
  registry: Registry,
): (worker: MonitoredWorker) => void {
  const unresponsive = new Counter({
    name: "lnk7_unresponsive_workers_total",
    help: "Workers that did not respond for 30 s, were killed and replaced. Alert when it grows.",
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
          "A worker did not respond for 30 seconds and is killed.",
        );
        worker.kill();
        return;
      }
      unanswered += 1;
      const onAlive = () => {
        unanswered = 0;
      };
      // The `ended` promise reports a worker that exits.
      worker.channel.request("isAlive").then(onAlive, () => {});
    }, probeIntervalMilliseconds).unref();
    void worker.ended.then(() => clearInterval(timer));
  };
}
