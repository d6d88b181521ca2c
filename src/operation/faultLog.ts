import type { Logger } from "pino";

/** Logs a lasting fault when it arises and when it has passed, not each time that it is met. */
export interface FaultLog {
  arose(detail: Record<string, unknown>): void;
  passed(): void;
}

export function createFaultLog(
  log: Logger,
  { arisen, past }: { arisen: string; past: string },
): FaultLog {
  let lasting = false;
  return {
    arose: (detail) => {
      if (!lasting) log.error(detail, arisen);
      lasting = true;
    },
    passed: () => {
      if (lasting) log.info(past);
      lasting = false;
    },
  };
}
