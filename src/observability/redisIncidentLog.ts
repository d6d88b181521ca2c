import type { Logger } from "pino";
import { createIncidentLog } from "./incidentLog.ts";

/** Logs the state of Redis, with one line for each lasting condition. */
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

/** Returns the message only: errors of the driver contain the command, and so visitors' data. */
function toReason(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || "unknown";
}
