import { open } from "node:fs/promises";
import type { Server } from "node:http";
import { devNull } from "node:os";
import type { Logger } from "pino";
import { createFaultLog } from "./faultLog.ts";

const pauseMilliseconds = 1_000;

/**
 * Notices when no more files can be opened: connections count among them, and the system hangs up on
 * new ones without a word to the program. Lets idle connections go then, and logs once.
 * Ends with the server.
 */
export function watchOpenFiles(server: Server, log: Logger): void {
  const faults = createFaultLog(log, {
    arisen: "No more connections or files can be opened. Those that are open go on; allow more.",
    past: "Connections and files can be opened again.",
  });
  const arose = (error: unknown) => {
    faults.arose({ err: error });
    server.closeIdleConnections();
  };
  const probe = setInterval(async () => {
    try {
      await (await open(devNull)).close();
      faults.passed();
    } catch (error) {
      arose(error);
    }
  }, pauseMilliseconds).unref();
  server.on("error", arose).once("close", () => clearInterval(probe));
}
