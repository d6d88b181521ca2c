import type { Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { DatabaseUnreachableError } from "../db/databaseErrors.ts";
import type { Storage } from "../db/storage.ts";
import { createHttpServer } from "../http/httpServer.ts";
import { listen } from "../http/listen.ts";
import { securityHeaders } from "../http/securityHeaders.ts";
import { warnIfTooFewConnections } from "../observability/connectionWarning.ts";
import { createIncidentLog } from "../observability/incidentLog.ts";
import { createUnreadyApp } from "../unreadyApp.ts";

const retryMilliseconds = 1_000;

/** An open database, and the temporary server that listened until then. */
export interface OpenedDatabase {
  storage: Storage;
  /** Releases the port for the actual server. */
  releasePort(): void;
}

/**
 * Opens the database, and retries while it is unavailable, for example after a boot of the machine.
 * Meanwhile a temporary server responds on the port, unless `respondMeanwhile` is false. Rejects if
 * waiting would not help.
 */
export async function waitForDatabase(
  open: () => Promise<Storage>,
  config: Config,
  log: Logger,
  respondMeanwhile = true,
): Promise<OpenedDatabase> {
  const unavailabilityLog = createIncidentLog(log, {
    failedMessage: "The database is unavailable. The service is waiting for it and is not ready.",
    recoveredMessage: "The database is available. Starting the service.",
  });
  let server: Server | undefined;
  const releasePort = () => {
    server?.close();
    server?.closeAllConnections();
  };
  for (;;) {
    try {
      const storage = await open();
      unavailabilityLog.recovered();
      if (respondMeanwhile) await warnOfTooFewConnections(storage, config, log);
      return { storage, releasePort };
    } catch (error) {
      if (!(error instanceof DatabaseUnreachableError)) {
        releasePort();
        throw error;
      }
      unavailabilityLog.failed({ reason: error.message });
    }
    if (respondMeanwhile && !server) {
      server = createUnreadyServer(config, log);
      await listen(server, config);
    }
    await delay(retryMilliseconds);
  }
}

function createUnreadyServer({ baseUrl, requestTimeoutSeconds }: Config, log: Logger): Server {
  return createHttpServer(createUnreadyApp(log), {
    securityHeaders: securityHeaders(baseUrl),
    requestTimeoutSeconds,
  });
}

async function warnOfTooFewConnections(
  storage: Storage,
  config: Config,
  log: Logger,
): Promise<void> {
  // The limit is only informative, so a failure does not prevent the start.
  const limit = await storage.connectionLimit().catch(() => undefined);
  if (limit)
    warnIfTooFewConnections(log, limit, {
      processes: config.workers,
      poolSize: config.storage.poolSize,
    });
}
