import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import type { Config } from "./config.ts";
import { openLookup } from "./db/lookup.ts";
import { openDatabase } from "./db/open.ts";
import { createClickRecorder } from "./domain/clicks/clickRecorder.ts";
import { createClickWriter } from "./domain/clicks/clickWriter.ts";
import { startRetention } from "./domain/clicks/retention.ts";
import { createEvents } from "./domain/events.ts";
import { generateShortCode } from "./domain/links/shortCode.ts";
import { createUnlockLimiter } from "./domain/links/unlockLimiter.ts";
import type { Service } from "./domain/service.ts";
import { createPasswordHasher } from "./domain/users/passwordHasher.ts";

const drainMilliseconds = 5_000;
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
  const database = await openDatabase(config.databaseUrl);
  const events = createEvents();
  const writer = createClickWriter({
    databaseUrl: config.databaseUrl,
    ownHost: config.baseUrl.hostname,
    geoipDatabase: config.geoipDatabase,
  });
  if (config.geoipDatabase) await writer.open();
  const service: Service = {
    database,
    lookup: openLookup(config.databaseUrl),
    baseUrl: config.baseUrl,
    registration: config.registration,
    passwords: createPasswordHasher(config.bcryptCost),
    unlockLimiter: createUnlockLimiter(),
    events,
    clicks: createClickRecorder({
      writer,
      events,
      onError: (error) => log.error({ err: error }, "Clicks could not be written; trying again."),
    }),
    generateShortCode,
    ...replacements,
  };
  const stopRetention = startRetention(writer, config.clickRetentionDays, (error) =>
    log.error({ err: error }, "Old clicks could not be removed; trying again in an hour."),
  );
  const app = createApp(service, log, {
    rememberedLinks: config.linkCacheSize,
    trustedHops: config.trustProxyHops,
    countryHeader: config.countryHeader,
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await listen(server, config);

  return {
    service,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      events.emit("stopping");
      stopRetention();
      await close(server);
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
