import type { Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Config } from "./config/config.ts";
import type { Storage } from "./db/storage.ts";
import { DatabaseAwayError } from "./db/unavailable.ts";
import { createHttpServer } from "./http/httpServer.ts";
import { listen } from "./http/listen.ts";
import { protectiveHeaders } from "./http/protectiveHeaders.ts";
import { warnOfConnections } from "./operation/connectionWarning.ts";
import { createFaultLog } from "./operation/faultLog.ts";
import { createUnreadyApp } from "./unreadyApp.ts";

const pauseMilliseconds = 1_000;

/** A database that is there, and what has answered until it was. */
export interface Awaited {
  storage: Storage;
  /** Frees the port for whoever answers from now on. */
  freePort(): void;
}

/**
 * Opens the database, and waits for it as long as it is away, as after a boot of the machine. Meanwhile
 * the port is answered, unless `answers` is false. Rejects where waiting would not help.
 */
export async function openWhenThere(
  open: () => Promise<Storage>,
  config: Config,
  log: Logger,
  answers = true,
): Promise<Awaited> {
  const waiting = createFaultLog(log, {
    arisen: "The database does not answer. The service waits for it, and is not ready until then.",
    past: "The database answers. The service starts.",
  });
  let server: Server | undefined;
  const freePort = () => {
    server?.close();
    server?.closeAllConnections();
  };
  for (;;) {
    try {
      const storage = await open();
      waiting.passed();
      if (answers) await warnWhereTooFew(storage, config, log);
      return { storage, freePort };
    } catch (error) {
      if (!(error instanceof DatabaseAwayError)) {
        freePort();
        throw error;
      }
      waiting.arose({ reason: error.message });
    }
    if (answers && !server) {
      server = createUnreadyServer(config, log);
      await listen(server, config);
    }
    await delay(pauseMilliseconds);
  }
}

function createUnreadyServer({ baseUrl, requestTimeoutSeconds }: Config, log: Logger): Server {
  return createHttpServer(createUnreadyApp(log), {
    protectiveHeaders: protectiveHeaders(baseUrl),
    requestTimeoutSeconds,
  });
}

async function warnWhereTooFew(storage: Storage, config: Config, log: Logger): Promise<void> {
  // It is of use, but nothing that a start depends on.
  const limit = await storage.connectionLimit().catch(() => undefined);
  if (limit)
    warnOfConnections(log, limit, { processes: config.workers, poolSize: config.storage.poolSize });
}
