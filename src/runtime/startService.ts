import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { createApp } from "../app.ts";
import { type Config, ConfigurationError } from "../config/config.ts";
import { driverMessage, toUnavailability } from "../db/databaseErrors.ts";
import { openStorage } from "../db/openStorage.ts";
import { createClickFeeds } from "../domain/clicks/clickFeeds.ts";
import { createClickRecorder } from "../domain/clicks/clickRecorder.ts";
import { createCountingWriter } from "../domain/clicks/countingWriter.ts";
import { createSubscriptionLimiter } from "../domain/clicks/subscriptionLimiter.ts";
import { type BlockedDomains, openBlockedDomains } from "../domain/destinations/blockedDomains.ts";
import { BlocklistError } from "../domain/destinations/blocklist.ts";
import { createDestinationPolicy } from "../domain/destinations/destinationPolicy.ts";
import { createEvents, type DomainEvents } from "../domain/events.ts";
import { readInstanceKey } from "../domain/instanceKey.ts";
import { generateShortCode } from "../domain/links/shortCode.ts";
import {
  countRateLimitRejection,
  createOperationalCounters,
} from "../domain/operationalCounters.ts";
import { createAccountQueues } from "../domain/queues/accountQueues.ts";
import { createRateLimiters } from "../domain/rateLimits/rateLimiters.ts";
import type { Service } from "../domain/service.ts";
import { createPasswordHasher } from "../domain/users/passwordHasher.ts";
import { endConnections, refuseConnections } from "../http/closeServer.ts";
import { createHttpServer } from "../http/httpServer.ts";
import { listen } from "../http/listen.ts";
import { protectiveHeaders } from "../http/protectiveHeaders.ts";
import { watchEventLoop } from "../operation/eventLoopWatch.ts";
import { createFaultLog } from "../operation/faultLog.ts";
import { allMetrics, createMetrics } from "../operation/metrics.ts";
import { watchOpenFiles } from "../operation/openFiles.ts";
import { createRedisLog } from "../operation/redisLog.ts";
import { watchService } from "../operation/watchService.ts";
import { createWriteFaults } from "../operation/writeFaults.ts";
import { openRedisBackend } from "../redis/redisBackend.ts";
import type { CreateCoordinator } from "./coordinator.ts";
import { createLocalCoordinator } from "./localCoordinator.ts";
import { waitForDatabase } from "./waitForDatabase.ts";

/** A service that answers. */
export interface RunningService {
  service: Service;
  /** Where this process can be reached on this machine. */
  url: string;
  /** All that this process tells of itself in numbers. */
  metrics: Registry;
  /**
   * Answers what it has begun, writes what it has counted, and lets everything go. Until `drainUntil`
   * is over it hangs up on nobody who keeps a connection, but takes no new ones; then for so many
   * milliseconds on nobody either, though streams end and it says that it stops.
   */
  stop(drainUntil?: Promise<unknown>, graceMilliseconds?: number): Promise<void>;
}

/**
 * Opens the database and answers at the configured port. While the database is away it waits, and says
 * so at the port, unless others answer there: those of `createCoordinator`.
 */
export async function startService(
  config: Config,
  log: Logger,
  overrides: Partial<Service> = {},
  createCoordinator?: CreateCoordinator,
): Promise<RunningService> {
  const metrics = createMetrics();
  const events = createEvents();
  const blockedDomains = await readBlockedDomains(config, log, events);
  const databaseFaults = createFaultLog(log, {
    arisen: "The database cannot be written. Redirects go on, clicks wait; trying again.",
    past: "The database can be written again.",
  });
  const writeFaults = createWriteFaults();
  const replicaFaults = createFaultLog(log, {
    arisen: "DATABASE_REPLICA_URL does not answer. DATABASE_URL is asked for all; trying again.",
    past: "DATABASE_REPLICA_URL answers again.",
  });
  const open = () =>
    openStorage(
      config.storage,
      ({ seconds, isWrite, error }) => {
        metrics.statementSeconds.observe(seconds);
        const fault = error === undefined ? undefined : toUnavailability(error);
        if (fault) databaseFaults.arose({ reason: fault.reason });
        else if (isWrite && error === undefined) databaseFaults.passed();
        if (error !== undefined) writeFaults.note(error);
        else if (isWrite) writeFaults.passed();
      },
      (error) => {
        if (error === undefined) replicaFaults.passed();
        else replicaFaults.arose({ reason: driverMessage(error) });
      },
    );
  // Of several runtime/workers, those that are ready answer.
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
      databaseFaults.arose({ err: error });
      writeFaults.note(error);
    },
    onWritten: () => {
      databaseFaults.passed();
      writeFaults.passed();
    },
  };
  const writer = createCountingWriter(coordinator.writer);
  const redis =
    config.redis &&
    (await openRedisBackend(config.redis, {
      events,
      writer,
      ...databaseHealthCallbacks,
      ...createRedisLog(log),
    }));
  const backend = redis ?? coordinator;
  const activity = createOperationalCounters();
  const onRejected = (limit: string) => countRateLimitRejection(activity, limit);
  const service: Service = {
    ...storage,
    baseUrl: config.baseUrl,
    destinationPolicy: createDestinationPolicy(config, blockedDomains),
    registration: config.registration,
    maxTokensPerAccount: config.maxTokensPerAccount,
    passwordHasher: createPasswordHasher(config.bcryptCost, undefined, onRejected),
    instanceKey: await readInstanceKey(storage.database),
    rateLimiters:
      config.rateLimits && createRateLimiters(config.rateLimits, backend.createRateLimiter),
    subscriptionLimiter: createSubscriptionLimiter(),
    clickFeeds: createClickFeeds(events),
    queues: createAccountQueues(storage, onRejected),
    events,
    counters: activity,
    clickRecorder: createClickRecorder({
      writer: redis?.writer ?? writer,
      events,
      ...databaseHealthCallbacks,
      // What went to Redis says nothing of the database.
      ...(redis && { onWritten: () => {} }),
    }),
    generateShortCode,
    ...overrides,
  };
  watchService(metrics.registry, service, {
    written: writer.writtenClicks,
    condensedElsewhere: () => redis?.condensed() ?? 0,
    oldestElsewhereSeconds: async () => (await redis?.readBacklog())?.oldestSeconds ?? 0,
  });
  redis?.registerMetrics(metrics.registry);
  const eventLoop = watchEventLoop(log, metrics.registry);
  const answer = createApp(service, log, {
    hasRecentWriteErrors: writeFaults.lately,
    corsOrigins: config.corsOrigins,
    otherHosts: config.otherHosts,
    maxWaitingRequests: config.maxWaitingRequests,
    rememberedLinks: config.linkCacheSize,
    trustedHops: config.trustedProxyCount,
    countryHeader: config.countryHeader,
    metricsToken: config.metricsToken,
    metrics,
    eventLoop,
    gatherMetrics: () => coordinator.gatherMetrics(processRegistry),
  });
  const processRegistry = allMetrics(metrics);
  redis?.start();
  const server = createHttpServer(answer, {
    protectiveHeaders: protectiveHeaders(config.baseUrl),
    requestTimeoutSeconds: config.requestTimeoutSeconds,
  });
  releasePort();
  await listen(server, config).catch(async (error) => {
    // Its connections would keep the process from ending.
    await redis?.close();
    throw error;
  });
  eventLoop.start();
  watchOpenFiles(server, log);

  return {
    service,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    metrics: processRegistry,
    stop: async (drainUntil, graceMilliseconds = 0) => {
      const closed = refuseConnections(server);
      if (drainUntil) await Promise.race([drainUntil, closed]);
      events.emit("shutdownStarted");
      blockedDomains.close();
      await endConnections(server, closed, graceMilliseconds);
      // Whoever waits for a password is gone, and clicks shall not wait for it.
      await service.passwordHasher.close();
      await service.clickRecorder.close();
      await redis?.close();
      await coordinator.close();
      await storage.close();
      eventLoop.stop();
    },
  };
}

/** Opens the list that the settings name. Throws a ConfigurationError where it is faulty. */
async function readBlockedDomains(
  { blockedDomainsFile }: Config,
  log: Logger,
  events: DomainEvents,
): Promise<BlockedDomains> {
  try {
    return await openBlockedDomains(blockedDomainsFile, {
      onLoaded: (domains) => {
        log.info({ domains }, "BLOCKED_DOMAINS_FILE was read.");
        events.emit("destinationsChanged");
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
