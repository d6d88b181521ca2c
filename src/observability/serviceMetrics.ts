import { Counter, Gauge, type Registry } from "prom-client";
import type { Service } from "../core/service.ts";
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
  service: Service,
  progress: ClickWriteProgress,
): void {
  const { counters, clickRecorder, subscriptionLimiter } = service;
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
    "Requests for short codes by outcome: active (led on), notFound (unknown or switched off), gone (expired or used up), password (asked for, or wrong), limited (too many passwords tried), methodNotAllowed, blocked (its destination is), preview. Alert when active falls far below its usual rate; a rise of notFound is somebody guessing codes.",
    "outcome",
    () => counters.redirects,
  );
  counterBy(
    "lnk7_prefetches_total",
    "Requests for short codes that browsers make before anybody goes there, by kind: prefetch, prerender, preview. They are answered 503, so that browsers ask again when somebody does, and are no clicks.",
    "kind",
    () => counters.prefetches,
  );
  counterBy(
    "lnk7_link_cache_lookups_total",
    "Look-ups of short codes: hits were answered from memory, misses by the database. Where misses stay above a tenth, raise LINK_CACHE_SIZE.",
    "result",
    () => counters.cache,
  );
  counterBy(
    "lnk7_logins_total",
    "Checks of an email and a password, by outcome. Alert when failed rises far above its usual rate: somebody is guessing.",
    "outcome",
    () => counters.logins,
  );
  counterBy("lnk7_refusals_total", "Requests refused because of a limit, by limit.", "limit", () =>
    Object.fromEntries(counters.rateLimitRejections),
  );
  counter("lnk7_registrations_total", "Accounts made.", () => counters.registrations);
  counter("lnk7_links_created_total", "Links made.", () => counters.linksCreated);

  counter("lnk7_clicks_written_total", "Clicks written to the database.", progress.written);
  counter(
    "lnk7_clicks_condensed_total",
    "Clicks that lost their details because too many waited; they are counted all the same. Alert when it grows: the database is away, or too slow.",
    () => clickRecorder.stats().aggregated + progress.condensedElsewhere(),
  );
  counter(
    "lnk7_click_write_failures_total",
    "Tries to write clicks that failed. They are tried again.",
    () => clickRecorder.stats().failures,
  );
  gauge(
    "lnk7_clicks_waiting_in_memory",
    "Clicks in the memory of the service that wait to be written, or to be taken to Redis.",
    () => clickRecorder.stats().waiting,
  );
  registerPendingClicksMetric(registry);
  gauge(
    "lnk7_oldest_click_waiting_seconds",
    "Age of the oldest click that waits to be written, in memory or in Redis; 0 where none does. Alert above 30: the database is away, or too slow.",
    async () =>
      Math.max(
        ageInSeconds(clickRecorder.stats().oldestAt),
        await progress.oldestElsewhereSeconds(),
      ),
  );
  gauge("lnk7_open_subscriptions", "Event streams that are open.", () =>
    subscriptionLimiter.openCount(),
  );
}

function ageInSeconds(at: number | undefined): number {
  return at === undefined ? 0 : Math.max(0, Date.now() - at) / 1_000;
}
