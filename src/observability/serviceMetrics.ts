import { Counter, Gauge, type Registry } from "prom-client";
import type { Services } from "../core/services.ts";
import { registerPendingClicksMetric } from "./pendingClicksMetric.ts";

type Values = Record<string, number>;

/** Progress of writing clicks that the recorder does not know. */
export interface ClickWriteProgress {
  /** Number of clicks that this process has written to the database. */
  written(): number;
  /**
   * Number of clicks that were reduced to counts after they had left the recorder of this process.
   */
  condensedElsewhere(): number;
  /** Age in seconds of the oldest click that has left this process and is not yet written. */
  oldestElsewhereSeconds(): Promise<number>;
}

/** Registers the metrics of the service. Values are read only when they are collected. */
export function registerServiceMetrics(
  registry: Registry,
  services: Services,
  progress: ClickWriteProgress,
): void {
  const { counters, clickRecorder, subscriptionLimiter } = services;
  const registers = [registry];

  /** Creates a counter whose values by label are kept elsewhere, as plain numbers. */
  const counterBy = (name: string, help: string, label: string, values: () => Values) =>
    new Counter({
      name,
      help,
      labelNames: [label],
      registers,
      collect() {
        this.reset();
        for (const [value, count] of Object.entries(values())) this.inc({ [label]: value }, count);
      },
    });
  const counter = (name: string, help: string, value: () => number) =>
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  const gauge = (name: string, help: string, value: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await value());
      },
    });

  counterBy(
    "lnk7_redirects_total",
    "Requests for short codes by outcome: active (redirected), notFound (unknown or disabled), gone (expired or click limit reached), password (required or wrong), limited (too many wrong passwords), methodNotAllowed, blocked (blocked destination), preview. Alert when active falls far below its usual rate. A rise of notFound can mean that a client is guessing codes.",
    "outcome",
    () => counters.redirects,
  );
  counterBy(
    "lnk7_prefetches_total",
    "Requests for short codes that browsers send before a visit, by kind: prefetch, prerender, preview. They get 503, so browsers repeat the request at the visit. They are not counted as clicks.",
    "kind",
    () => counters.prefetches,
  );
  counterBy(
    "lnk7_link_cache_lookups_total",
    "Lookups of short codes: hits were served from memory, misses by the database. If misses stay above 10 %, raise LINK_CACHE_SIZE.",
    "result",
    () => counters.cache,
  );
  counterBy(
    "lnk7_logins_total",
    "Login attempts by outcome. Alert when failed rises far above its usual rate, which can mean that a client is guessing passwords.",
    "outcome",
    () => counters.logins,
  );
  counterBy(
    "lnk7_rejections_total",
    "Requests rejected by a rate limit, or because a queue was full, by limit.",
    "limit",
    () => Object.fromEntries(counters.rateLimitRejections),
  );
  counter("lnk7_registrations_total", "Accounts created.", () => counters.registrations);
  counter("lnk7_links_created_total", "Links created.", () => counters.linksCreated);

  counter("lnk7_clicks_written_total", "Clicks written to the database.", progress.written);
  counter(
    "lnk7_clicks_aggregated_total",
    "Clicks of which only the count was kept, because too many were queued. Alert when it grows: the database is unavailable or too slow.",
    () => clickRecorder.stats().aggregated + progress.condensedElsewhere(),
  );
  counter(
    "lnk7_click_write_failures_total",
    "Failed attempts to write clicks. They are retried.",
    () => clickRecorder.stats().failures,
  );
  gauge(
    "lnk7_clicks_waiting_in_memory",
    "Clicks queued in memory, to be written to the database or to Redis.",
    () => clickRecorder.stats().waiting,
  );
  registerPendingClicksMetric(registry);
  gauge(
    "lnk7_oldest_click_waiting_seconds",
    "Age of the oldest queued click, in memory or in Redis; 0 if none. Alert above 30: the database is unavailable or too slow.",
    async () =>
      Math.max(
        ageInSeconds(clickRecorder.stats().oldestAt),
        await progress.oldestElsewhereSeconds(),
      ),
  );
  gauge("lnk7_open_subscriptions", "Open event streams.", () => subscriptionLimiter.openCount());
}

function ageInSeconds(at: number | undefined): number {
  return at === undefined ? 0 : Math.max(0, Date.now() - at) / 1_000;
}
