import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import type { Config } from "./config.ts";
import { openLookup } from "./db/lookup.ts";
import { openDatabase } from "./db/open.ts";
import { whyUnavailable } from "./db/unavailable.ts";
import { createActivity } from "./domain/activity.ts";
import { createClickRecorder } from "./domain/clicks/clickRecorder.ts";
import { createClickWriter } from "./domain/clicks/clickWriter.ts";
import { startRetention } from "./domain/clicks/retention.ts";
import { createStreamLimiter } from "./domain/clicks/streamLimiter.ts";
import { openBlockedDomains } from "./domain/destinations/blockedDomains.ts";
import { createDestinations } from "./domain/destinations/destinations.ts";
import { createEvents } from "./domain/events.ts";
import { createCounter } from "./domain/limits/counter.ts";
import { createLimits } from "./domain/limits/limits.ts";
import { generateShortCode } from "./domain/links/shortCode.ts";
import type { Service } from "./domain/service.ts";
import { startAccountRemover } from "./domain/users/accountRemover.ts";
import { createPasswordHasher } from "./domain/users/passwordHasher.ts";
import { createHttpServer } from "./http/httpServer.ts";
import { protectiveHeaders } from "./http/protectiveHeaders.ts";
import { createFaultLog } from "./operation/faultLog.ts";
import { createMetrics } from "./operation/metrics.ts";
import { watchOpenFiles } from "./operation/openFiles.ts";
import { watchClock } from "./operation/watchClock.ts";
import { watchService } from "./operation/watchService.ts";

const drainMilliseconds = 4_000;
const sweepMilliseconds = 100;

/** A service that answers. */
export interface RunningService {
  service: Service;
  /** Where this process can be reached on this machine. */
  url: string;
  /** Answers what it has begun, writes what it has counted, and lets everything go. */
  stop(): Promise<void>;
}

/** Opens the database and answers at the configured port. */
export async function start(
  config: Config,
  log: Logger,
  replacements: Partial<Service> = {},
): Promise<RunningService> {
  const metrics = createMetrics();
  const databaseFaults = createFaultLog(log, {
    arisen: "The database cannot be written. Redirects go on, clicks wait; trying again.",
    past: "The database can be written again.",
  });
  const database = await openDatabase(config.databaseUrl, ({ seconds, isWrite, error }) => {
    metrics.statementSeconds.observe(seconds);
    const reason = error === undefined ? undefined : whyUnavailable(error);
    if (reason !== undefined) databaseFaults.arose({ reason });
    else if (isWrite && error === undefined) databaseFaults.passed();
  });
  const events = createEvents();
  const writer = createClickWriter({
    databaseUrl: config.databaseUrl,
    ownHost: config.baseUrl.hostname,
    geoipDatabase: config.geoipDatabase,
  });
  if (config.geoipDatabase) await writer.open();
  const blockedDomains = await openBlockedDomains(config.blockedDomainsFile, {
    onRead: (domains) => {
      log.info({ domains }, "BLOCKED_DOMAINS_FILE was read.");
      events.emit("destinationsChanged");
    },
    onFault: (fault) => log.warn(`BLOCKED_DOMAINS_FILE: ${fault}`),
  });
  const service: Service = {
    database,
    lookup: openLookup(config.databaseUrl),
    baseUrl: config.baseUrl,
    destinations: createDestinations(config, blockedDomains),
    registration: config.registration,
    passwords: createPasswordHasher(config.bcryptCost),
    limits: config.budgets && createLimits(config.budgets, createCounter),
    streamLimiter: createStreamLimiter(),
    events,
    activity: createActivity(),
    clicks: createClickRecorder({
      writer,
      events,
      onError: (error) => databaseFaults.arose({ err: error }),
      onWritten: databaseFaults.passed,
    }),
    generateShortCode,
    ...replacements,
  };
  const stopRetention = startRetention(writer, config.clickRetentionDays, (error) =>
    log.error({ err: error }, "Old clicks could not be removed; trying again in an hour."),
  );
  watchService(metrics.registry, service);
  const stopAccountRemover = startAccountRemover({
    database,
    events,
    step: () => writer.removeAccounts(Date.now()),
    onError: (error) =>
      log.error({ err: error }, "Deleted accounts could not be removed; trying again in a minute."),
  });
  const answer = createApp(service, log, {
    corsOrigins: config.corsOrigins,
    maxWaitingRequests: config.maxWaitingRequests,
    rememberedLinks: config.linkCacheSize,
    trustedHops: config.trustProxyHops,
    countryHeader: config.countryHeader,
    metricsToken: config.metricsToken,
    metrics,
  });
  const server = createHttpServer(answer, {
    protectiveHeaders: protectiveHeaders(config.baseUrl),
    requestTimeoutSeconds: config.requestTimeoutSeconds,
  });
  await listen(server, config);
  // The first click shall not wait for its thread. What fails here is told when it fails again.
  writer.open().catch(() => {});
  watchOpenFiles(server, log);
  const stopWatchingClock = watchClock(log);

  return {
    service,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      events.emit("stopping");
      stopRetention();
      stopWatchingClock();
      blockedDomains.close();
      await Promise.all([close(server), stopAccountRemover()]);
      await service.clicks.close();
      await writer.close();
      await service.passwords.close();
      service.lookup.close();
      await database.$disconnect();
    },
  };
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Refuses new connections and lets answers in flight end, for some seconds at most. */
async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Without this a busy client would keep its connection, and the process, for ever.
  server.prependListener("request", (_request, response) => {
    response.setHeader("Connection", "close");
  });
  server.closeIdleConnections();
  // A connection whose answer ended only now would be kept for seconds, in case of another request.
  const sweep = setInterval(() => server.closeIdleConnections(), sweepMilliseconds);
  const deadline = setTimeout(() => server.closeAllConnections(), drainMilliseconds);
  await closed;
  clearInterval(sweep);
  clearTimeout(deadline);
}
