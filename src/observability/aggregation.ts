import { type Aggregator, AggregatorRegistry, type Registry } from "prom-client";
import { registerPendingClicksMetric } from "./pendingClicksMetric.ts";

/**
 * Aggregation of each gauge across workers. `max` and `min` report the worst worker, or a value
 * that all workers read from the same place, such as Redis.
 */
const gaugeAggregators: Record<string, Aggregator> = {
  lnk7_build_info: "first",
  lnk7_clicks_waiting: "omit",
  lnk7_clicks_waiting_in_memory: "sum",
  lnk7_data_migration_progress_ratio: "max",
  lnk7_oldest_click_waiting_seconds: "max",
  lnk7_open_subscriptions: "sum",
  lnk7_redis_batches_waiting: "max",
  lnk7_redis_clicks_waiting: "max",
  lnk7_redis_connected: "min",
  lnk7_request_bodies_arriving: "sum",
  nodejs_active_handles: "sum",
  nodejs_active_handles_total: "sum",
  nodejs_active_requests: "sum",
  nodejs_active_requests_total: "sum",
  nodejs_active_resources: "sum",
  nodejs_active_resources_total: "sum",
  nodejs_eventloop_lag_max_seconds: "max",
  nodejs_eventloop_lag_mean_seconds: "average",
  nodejs_eventloop_lag_min_seconds: "min",
  nodejs_eventloop_lag_p50_seconds: "max",
  nodejs_eventloop_lag_p90_seconds: "max",
  nodejs_eventloop_lag_p99_seconds: "max",
  nodejs_eventloop_lag_seconds: "max",
  nodejs_eventloop_lag_stddev_seconds: "average",
  nodejs_external_memory_bytes: "sum",
  nodejs_heap_size_total_bytes: "sum",
  nodejs_heap_size_used_bytes: "sum",
  nodejs_heap_space_size_available_bytes: "sum",
  nodejs_heap_space_size_total_bytes: "sum",
  nodejs_heap_space_size_used_bytes: "sum",
  nodejs_version_info: "first",
  process_heap_bytes: "sum",
  process_max_fds: "max",
  process_open_fds: "max",
  process_resident_memory_bytes: "sum",
  process_start_time_seconds: "min",
  process_virtual_memory_bytes: "sum",
};

/** Metrics of a process, as plain data. */
export type MetricValues = Awaited<ReturnType<Registry["getMetricsAsJSON"]>>;

/** Returns how a metric is aggregated, or undefined if that is not defined. */
export function aggregatorFor({ name, type }: { name: string; type: unknown }) {
  // Counters and histograms only increase, and are summed.
  return String(type) === "gauge" ? gaugeAggregators[name] : "sum";
}

/** Merges the metrics of several processes. */
export function aggregateMetrics(processes: MetricValues[]): Registry {
  const withAggregators = processes.map((metrics) =>
    metrics.map((metric) => ({
      ...metric,
      aggregator: aggregatorFor(metric) ?? metric.aggregator,
    })),
  );
  const aggregated = AggregatorRegistry.aggregate(withAggregators) as Registry;
  registerPendingClicksMetric(aggregated);
  return aggregated;
}
