import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { version } from "../version.ts";
import { logLinesLost } from "./standardOutput.ts";

export interface Metrics {
  registry: Registry;
  requestSeconds: Histogram<"method" | "route" | "status">;
  statementSeconds: Histogram;
}

const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const statementBuckets = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

/**
 * Creates the metrics of one service, starting at zero. `registerServiceMetrics` adds the others.
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  return {
    registry,
    requestSeconds: new Histogram({
      name: "lnk7_http_request_duration_seconds",
      help: "Time from a request's headers to its answer's, by method, route pattern and status; its _count is the number of requests. Redirects are not in it: they are counted by lnk7_redirects_total, and timing each would cost as much as answering.",
      labelNames: ["method", "route", "status"],
      buckets: requestBuckets,
      registers: [registry],
    }),
    statementSeconds: new Histogram({
      name: "lnk7_database_statement_duration_seconds",
      help: "Time of each statement of the API, with its wait for other writers. The look-ups of redirects and the writing of clicks go past it. Alert when the mean of some minutes passes 0.1: the disk is slow, or another program holds the database.",
      buckets: statementBuckets,
      registers: [registry],
    }),
  };
}

/** Returns the metrics of a service together with those of its process. */
export function mergeWithProcessMetrics({ registry }: Metrics): Registry {
  return Registry.merge([registry, processMetrics()]);
}

let processRegistry: Registry | undefined;

/**
 * Returns memory, open files, event-loop delay and the like, which all services of the process
 * share.
 */
export function processMetrics(): Registry {
  if (!processRegistry) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry });
    registerLostLogLines(processRegistry);
    registerBuildInfo(processRegistry);
  }
  return processRegistry;
}

function registerLostLogLines(registry: Registry): void {
  new Counter({
    name: "lnk7_log_lines_lost_total",
    help: "Lines of the log that were dropped because it could not be written: its disk is full, or what reads it has stopped. Alert when it grows.",
    registers: [registry],
    collect() {
      this.reset();
      this.inc(logLinesLost());
    },
  });
}

function registerBuildInfo(registry: Registry): void {
  const build = new Gauge({
    name: "lnk7_build_info",
    help: "Always 1; its labels tell which version of LNK7 runs, on which Node.js.",
    labelNames: ["version", "node"],
    registers: [registry],
  });
  build.set({ version, node: process.versions.node }, 1);
}
