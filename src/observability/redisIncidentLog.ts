import type { Logger } from "pino";
import { createIncidentLog } from "./incidentLog.ts";

/** Logs how it stands with Redis, in one line for each thing that lasts. */
export function createRedisIncidentLog(log: Logger) {
  const connection = createIncidentLog(log, {
    failedMessage:
      "Redis is away or slow. Links are remembered for ten seconds, limits count in this process, clicks go to the database; trying again.",
    recoveredMessage: "Redis is back.",
  });
  const clicks = createIncidentLog(log, {
    failedMessage: "Redis takes no clicks. They go to the database.",
    recoveredMessage: "Redis takes clicks again.",
  });
  let sawMalformed = false;
  return {
    onUnavailable: (error: unknown) => connection.failed({ reason: toReason(error) }),
    onAvailable: connection.recovered,
    onRefused: (error: unknown) => clicks.failed({ reason: toReason(error) }),
    onAccepted: clicks.recovered,
    onMalformed: () => {
      if (!sawMalformed) log.error("What is no click was found among those in Redis, and dropped.");
      sawMalformed = true;
    },
  };
}

/** The message alone: errors of the driver hold the command, and with it what visitors sent. */
function toReason(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || "unknown";
}
