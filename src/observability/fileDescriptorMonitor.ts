import { open } from "node:fs/promises";
import type { Server } from "node:http";
import { devNull } from "node:os";
import type { Logger } from "pino";
import { createIncidentLog } from "./incidentLog.ts";

const intervalMilliseconds = 1_000;

/**
 * Notices when no more files can be opened: connections count among them, and the system hangs up on
 * new ones without a word to the program. Lets idle connections go then, and logs once.
 * Ends with the server.
 */
export function monitorFileDescriptors(server: Server, log: Logger): void {
  const incidents = createIncidentLog(log, {
    failedMessage:
      "No more connections or files can be opened. Those that are open go on; allow more.",
    recoveredMessage: "Connections and files can be opened again.",
  });
  const onError = (error: unknown) => {
    incidents.failed({ err: error });
    server.closeIdleConnections();
  };
  const probe = setInterval(async () => {
    try {
      await (await open(devNull)).close();
      incidents.recovered();
    } catch (error) {
      onError(error);
    }
  }, intervalMilliseconds).unref();
  server.on("error", onError).once("close", () => clearInterval(probe));
}
