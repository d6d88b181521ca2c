import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { type ClickWriter, createClickWriter } from "../core/clicks/clickWriter.ts";
import { canonicalHostname } from "../core/destinations/canonicalHostname.ts";
import { createMemoryRateLimiter } from "../core/rateLimits/rateLimiter.ts";
import { watchGeoipDatabase } from "../geoipDatabase.ts";
import { logDatabaseOpening } from "../observability/databaseOpeningLog.ts";
import { startBackgroundJobs } from "./backgroundJobs.ts";
import type { CreateCoordinator } from "./coordinator.ts";

/**
 * Returns the coordinator of a single process, which writes clicks, counts limits and purges old
 * data itself.
 */
export function createLocalCoordinator(config: Config, log: Logger): CreateCoordinator {
  const watchCountries = async (writer: ClickWriter) =>
    config.geoipDatabase ? watchGeoipDatabase(config.geoipDatabase, writer, log) : () => {};
  return async ({ database, events, opening }) => {
    logDatabaseOpening(log, opening);
    const writer = createClickWriter({
      ...config.storage,
      ownHost: canonicalHostname(config.baseUrl),
      geoipDatabase: config.geoipDatabase,
      clickRowsPerMinute: config.clickRowsPerMinute,
      keysAhead: config.redis !== undefined,
    });
    const opened = writer.open();
    // Starts the thread early, so the first click does not wait for it. An error recurs with the
    // first click and is reported then.
    opened.catch(() => {});
    const stopWatching = await watchCountries(writer).catch(async (error) => {
      // The writer's thread would keep the process alive.
      await writer.close();
      throw error;
    });
    const { clickRetentionDays } = config;
    const stopBackgroundJobs = startBackgroundJobs({
      database,
      events: events.domain,
      writer,
      clickRetentionDays,
      log,
    });
    return {
      writer,
      createRateLimiter: createMemoryRateLimiter,
      gatherMetrics: (processRegistry) => processRegistry.metrics(),
      close: async () => {
        stopWatching();
        await stopBackgroundJobs();
        await writer.close();
      },
    };
  };
}
