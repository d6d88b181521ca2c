import type { Logger } from "pino";
import type { ConnectionLimit } from "../db/storage.ts";

interface Processes {
  /** Processes that answer. */
  processes: number;
  /** Connections that each opens at most. */
  poolSize: number;
}

/** Fewer connections do not do in a process. */
const minPoolSize = 4;

/** Warns where the database allows fewer connections than the service may open, and says what to set. */
export function warnIfTooFewConnections(
  log: Logger,
  { connections, source }: ConnectionLimit,
  { processes, poolSize }: Processes,
): void {
  // One more is opened for a moment at the start. A primary has those that its workers do not write by.
  const needed = processes * poolSize + 1;
  if (needed <= connections) return;
  const maxPoolSize = Math.floor((connections - 1) / processes);
  const remedy =
    maxPoolSize >= minPoolSize
      ? `Set DATABASE_POOL_SIZE to ${maxPoolSize} or less, or raise the limit to ${needed}.`
      : `Set fewer WORKERS, or raise the limit to ${needed}.`;
  log.warn(
    { needed, allowed: connections, by: source },
    `The service may open more connections than the database allows it. ${remedy}`,
  );
}
