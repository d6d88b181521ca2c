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
      help: "Time from the headers of a request to the headers of its response, by method, route pattern and status. Excludes redirects, which lnk7_redirects_total counts: to time each would cost as much as to serve it.",
      labelNames: ["method", "route", "status"],
      buckets: requestBuckets,
      registers: [registry],
    }),
    statementSeconds: new Histogram({
      name: "lnk7_database_statement_duration_seconds",
      help: "Time of each statement of the API, with its wait for other writers. Excludes the lookups of redirects and the writes of clicks. Alert when the mean of a few minutes exceeds 0.1: the disk is slow, or another program has locked the database.",
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
    help: "Log lines that were dropped because they could not be written: the disk is full, or the reader of the log has stopped. Alert when it grows.",
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
    help: "Always 1. The labels contain the versions of LNK7 and Node.js.",
    labelNames: ["version", "node"],
    registers: [registry],
  });
  build.set({ version, node: process.versions.node }, 1);
}
