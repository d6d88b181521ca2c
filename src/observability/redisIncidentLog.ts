import type { Logger } from "pino";
import { createIncidentLog } from "./incidentLog.ts";

/** Logs the state of Redis, with one line for each lasting condition. */
export function createRedisIncidentLog(log: Logger) {
  const connection = createIncidentLog(log, {
    failedMessage:
      "Redis is unavailable or too slow. Redirects continue; rate limits apply per process; clicks go to the database; retrying.",
    recoveredMessage: "Redis is available again.",
  });
  const clicks = createIncidentLog(log, {
    failedMessage: "Redis rejects clicks. They go to the database.",
    recoveredMessage: "Redis accepts clicks again.",
  });
  let sawMalformed = false;
  return {
    onUnavailable: (error: unknown) => connection.failed({ reason: toReason(error) }),
    onAvailable: connection.recovered,
    onRejected: (error: unknown) => clicks.failed({ reason: toReason(error) }),
    onAccepted: clicks.recovered,
    onMalformed: () => {
      if (!sawMalformed) log.error("Dropped a malformed entry from the Redis click stream.");
      sawMalformed = true;
    },
  };
}

/** Returns the message only: errors of the driver contain the command, and so visitors' data. */
function toReason(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || "unknown";
}
