import type { Logger } from "pino";

/** Logs a lasting fault when it arises and when it has passed, not each time that it is met. */
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
