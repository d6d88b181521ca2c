import { open } from "node:fs/promises";
import type { Server } from "node:http";
import { devNull } from "node:os";
import type { Logger } from "pino";
import { createIncidentLog } from "./incidentLog.ts";

const intervalMilliseconds = 1_000;

/**
 * Detects that no more files can be opened. Connections count as files, and the system closes new
 * ones without notifying the program. Closes idle connections in this case, and logs once. Stops
 * with the server.
 */
export function monitorFileDescriptors(server: Server, log: Logger): void {
  const incidents = createIncidentLog(log, {
    failedMessage:
      "The limit of open files is reached. Open connections continue. Raise the limit.",
    recoveredMessage: "Files and connections can be opened again.",
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
