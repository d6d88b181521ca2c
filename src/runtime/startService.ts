import { setMaxListeners } from "node:events";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { createApp } from "../app.ts";
import { type Config, ConfigurationError } from "../config/config.ts";
import { createClickFeeds } from "../core/clicks/clickFeeds.ts";
import { createClickRecorder } from "../core/clicks/clickRecorder.ts";
import { createCountingWriter } from "../core/clicks/countingWriter.ts";
import { type BlockedDomains, openBlockedDomains } from "../core/destinations/blockedDomains.ts";
import { BlocklistError } from "../core/destinations/blocklist.ts";
import { createDestinationPolicy } from "../core/destinations/destinationPolicy.ts";
import type { CacheEvents } from "../core/events/cacheEvents.ts";
import { createEvents } from "../core/events/events.ts";
import { readInstanceKey } from "../core/instanceKey.ts";
import { createLinkChangeFeeds } from "../core/links/linkChangeFeeds.ts";
import { generateShortCode } from "../core/links/shortCode.ts";
import { countRateLimitRejection, createOperationalCounters } from "../core/operationalCounters.ts";
import { createPasswordHasher } from "../core/passwords/passwordHasher.ts";
import { createAccountQueues } from "../core/queues/accountQueues.ts";
import { createRateLimiters } from "../core/rateLimits/rateLimiters.ts";
import type { Services } from "../core/services.ts";
import { createSubscriptionLimiter } from "../core/subscriptions/subscriptionLimiter.ts";
import { driverMessage, toUnavailability } from "../db/databaseErrors.ts";
import { openStorage } from "../db/openStorage.ts";
import { closeConnections, stopAccepting } from "../http/drainServer.ts";
import { createHttpServer } from "../http/httpServer.ts";
import { listen } from "../http/listen.ts";
import { securityHeaders } from "../http/securityHeaders.ts";
import { createEventLoopMonitor } from "../observability/eventLoopMonitor.ts";
import { monitorFileDescriptors } from "../observability/fileDescriptorMonitor.ts";
import { createIncidentLog } from "../observability/incidentLog.ts";
import { createMetrics, mergeWithProcessMetrics } from "../observability/metrics.ts";
import { createRedisIncidentLog } from "../observability/redisIncidentLog.ts";
import { registerServiceMetrics } from "../observability/serviceMetrics.ts";
import { createWriteFailures } from "../observability/writeFailures.ts";
import { openRedisBackend } from "../redis/redisBackend.ts";
import type { CreateCoordinator } from "./coordinator.ts";
import { createLocalCoordinator } from "./localCoordinator.ts";
import { waitForDatabase } from "./waitForDatabase.ts";

/** A service that accepts requests. */
export interface RunningService {
  services: Services;
  /** URL of this process on this machine. */
  url: string;
  /** All metrics of this process. */
  metrics: Registry;
  /**
   * Completes requests in progress, writes all clicks, and releases all resources. Accepts no new
   * connections, but keeps existing ones open until `drainUntil` resolves. Then keeps them for
   * `graceMilliseconds` more, while it ends streams and reports that it is stopping.
   */
  stop(drainUntil?: Promise<unknown>, graceMilliseconds?: number): Promise<void>;
}

/**
 * Opens the database and listens on the configured port. While the database is unavailable, it
 * waits and reports this on the port. With `createCoordinator`, other processes serve the port
 * meanwhile.
 */
export async function startService(
  config: Config,
  log: Logger,
  overrides: Partial<Services> = {},
  createCoordinator?: CreateCoordinator,
): Promise<RunningService> {
  const metrics = createMetrics();
  const events = createEvents();
  const shutdown = new AbortController();
  // There can be one listener for each open stream.
  setMaxListeners(0, shutdown.signal);
  const blockedDomains = await readBlockedDomains(config, log, events.cache);
  const databaseFaults = createIncidentLog(log, {
    failedMessage:
      "The database cannot be written. Redirects continue; clicks are queued; retrying.",
    recoveredMessage: "The database can be written again.",
  });
  const writeFaults = createWriteFailures();
  const replicaFaults = createIncidentLog(log, {
    failedMessage: "DATABASE_REPLICA_URL does not respond. All queries use DATABASE_URL; retrying.",
    recoveredMessage: "DATABASE_REPLICA_URL responds again.",
  });
  const open = () =>
    openStorage(
      config.storage,
      ({ seconds, isWrite, error }) => {
        metrics.statementSeconds.observe(seconds);
        const fault = error === undefined ? undefined : toUnavailability(error);
        if (fault) databaseFaults.failed({ reason: fault.reason });
        else if (isWrite && error === undefined) databaseFaults.recovered();
        if (error !== undefined) writeFaults.record(error);
        else if (isWrite) writeFaults.clear();
      },
      (error) => {
        if (error === undefined) replicaFaults.recovered();
        else replicaFaults.failed({ reason: driverMessage(error) });
      },
    );
  // With several workers, only those that are ready serve requests.
  const { storage, releasePort } = await waitForDatabase(
    open,
    config,
    log,
    createCoordinator === undefined,
  );
  const coordinator = await (createCoordinator ?? createLocalCoordinator(config, log))({
    ...storage,
    events,
  }).catch(async (error) => {
    releasePort();
    await storage.close();
    throw error;
  });
  const databaseHealthCallbacks = {
    onError: (error: unknown) => {
      databaseFaults.failed({ err: error });
      writeFaults.record(error);
    },
    onWritten: () => {
      databaseFaults.recovered();
      writeFaults.clear();
    },
  };
  const writer = createCountingWriter(coordinator.writer);
  const redis =
    config.redis &&
    (await openRedisBackend(config.redis, {
      events,
      writer,
      ...databaseHealthCallbacks,
      ...createRedisIncidentLog(log),
    }));
  const backend = redis ?? coordinator;
  const counters = createOperationalCounters();
  const onRejected = (limit: string) => countRateLimitRejection(counters, limit);
  const services: Services = {
    ...storage,
    baseUrl: config.baseUrl,
    destinationPolicy: createDestinationPolicy(config, blockedDomains),
    registration: config.registration,
    maxTokensPerAccount: config.maxTokensPerAccount,
    passwordHasher: createPasswordHasher(config.bcryptCost, { onRejected }),
    instanceKey: await readInstanceKey(storage.database),
    rateLimiters:
      config.rateLimits && createRateLimiters(config.rateLimits, backend.createRateLimiter),
    subscriptionLimiter: createSubscriptionLimiter(),
    clickFeeds: createClickFeeds(events.domain),
    linkChangeFeeds: createLinkChangeFeeds(events.domain),
    queues: createAccountQueues(storage, onRejected),
    events,
    shutdownSignal: shutdown.signal,
    counters,
    clickRecorder: createClickRecorder({
      writer: redis?.writer ?? writer,
      events: events.domain,
      ...databaseHealthCallbacks,
      // A write to Redis does not show whether the database is writable.
      ...(redis && { onWritten: () => {} }),
    }),
    generateShortCode,
    ...overrides,
  };
  registerServiceMetrics(metrics.registry, services, {
    written: writer.writtenClicks,
    condensedElsewhere: () => redis?.condensed() ?? 0,
    oldestElsewhereSeconds: async () => (await redis?.readBacklog())?.oldestSeconds ?? 0,
  });
  redis?.registerMetrics(metrics.registry);
  const eventLoop = createEventLoopMonitor(log, metrics.registry);
  const answer = createApp(services, log, {
    hasRecentWriteErrors: writeFaults.isRecent,
    corsOrigins: config.corsOrigins,
    otherHosts: config.otherHosts,
    maxConcurrentRequests: config.maxConcurrentRequests,
    linkCacheSize: config.linkCacheSize,
    trustedProxyCount: config.trustedProxyCount,
    countryHeader: config.countryHeader,
    metricsToken: config.metricsToken,
    metrics,
    eventLoop,
    gatherMetrics: () => coordinator.gatherMetrics(processRegistry),
  });
  const processRegistry = mergeWithProcessMetrics(metrics);
  redis?.start();
  const server = createHttpServer(answer, {
    securityHeaders: securityHeaders(config.baseUrl),
    requestTimeoutSeconds: config.requestTimeoutSeconds,
  });
  releasePort();
  await listen(server, config).catch(async (error) => {
    // Its connections would keep the process alive.
    await redis?.close();
    throw error;
  });
  eventLoop.start();
  monitorFileDescriptors(server, log);

  return {
    services,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    metrics: processRegistry,
    stop: async (drainUntil, graceMilliseconds = 0) => {
      const closed = stopAccepting(server);
      if (drainUntil) await Promise.race([drainUntil, closed]);
      shutdown.abort();
      blockedDomains.close();
      await closeConnections(server, closed, graceMilliseconds);
      // No client is waiting for a password check any more, and clicks must not wait for one.
      await services.passwordHasher.close();
      await services.clickRecorder.close();
      await redis?.close();
      await coordinator.close();
      await storage.close();
      eventLoop.stop();
    },
  };
}

/** Opens the blocklist from the settings. Throws a ConfigurationError if it is invalid. */
async function readBlockedDomains(
  { blockedDomainsFile }: Config,
  log: Logger,
  cacheEvents: CacheEvents,
): Promise<BlockedDomains> {
  try {
    return await openBlockedDomains(blockedDomainsFile, {
      onLoaded: (domains) => {
        log.info({ domains }, "BLOCKED_DOMAINS_FILE was loaded.");
        cacheEvents.emit("destinationsStale");
      },
      onError: (fault) => log.warn(`BLOCKED_DOMAINS_FILE: ${fault}`),
    });
  } catch (error) {
    if (!(error instanceof BlocklistError)) throw error;
    const faults = error.problems.map((fault) => `  ${fault}`).join("\n");
    throw new ConfigurationError(
      `BLOCKED_DOMAINS_FILE, ${blockedDomainsFile}, cannot be used:\n${faults}`,
    );
  }
}
