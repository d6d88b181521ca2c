import type { Logger } from "pino";

/** Logs a lasting fault when it begins and when it ends, not at each occurrence. */
export interface IncidentLog {
  failed(detail: Record<string, unknown>): void;
  recovered(): void;
}

export function createIncidentLog(
  log: Logger,
  { failedMessage, recoveredMessage }: { failedMessage: string; recoveredMessage: string },
): IncidentLog {
  let isOngoing = false;
  return {
    failed: (detail) => {
      if (!isOngoing) log.error(detail, failedMessage);
      isOngoing = true;
    },
    recovered: () => {
      if (isOngoing) log.info(recoveredMessage);
      isOngoing = false;
    },
  };
}
