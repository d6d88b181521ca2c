import type { Logger } from "pino";
import { createFaultLog } from "./faultLog.ts";

/** Logs how it stands with Redis, in one line for each thing that lasts. */
export function createRedisLog(log: Logger) {
  const connection = createFaultLog(log, {
    arisen:
      "Redis is away or slow. Links are remembered for ten seconds, limits count in this process, clicks go to the database; trying again.",
    past: "Redis is back.",
  });
  const clicks = createFaultLog(log, {
    arisen: "Redis takes no clicks. They go to the database.",
    past: "Redis takes clicks again.",
  });
  let sawMalformed = false;
  return {
    onUnavailable: (error: unknown) => connection.arose({ reason: reasonOf(error) }),
    onAvailable: connection.passed,
    onRefused: (error: unknown) => clicks.arose({ reason: reasonOf(error) }),
    onAccepted: clicks.passed,
    onMalformed: () => {
      if (!sawMalformed) log.error("What is no click was found among those in Redis, and dropped.");
      sawMalformed = true;
    },
  };
}

/** The message alone: errors of the driver hold the command, and with it what visitors sent. */
function reasonOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || "unknown";
}
