import type { Logger } from "pino";
import type { ConnectionLimit } from "../db/storage.ts";

interface Processes {
  /** Number of processes that serve requests. */
  processes: number;
  /** Maximum number of connections per process. */
  poolSize: number;
}

/** Minimum number of connections that a process needs. */
const minPoolSize = 4;

/**
 * Warns if the database allows fewer connections than the service may open. The warning says which
 * setting to change.
 */
export function warnIfTooFewConnections(
  log: Logger,
  { connections, source }: ConnectionLimit,
  { processes, poolSize }: Processes,
): void {
  // One more is opened briefly at startup. The primary uses the connections that its workers do not
  // need for writing.
  const needed = processes * poolSize + 1;
  if (needed <= connections) return;
  const maxPoolSize = Math.floor((connections - 1) / processes);
  const remedy =
    maxPoolSize >= minPoolSize
      ? `Set DATABASE_POOL_SIZE to ${maxPoolSize} or less, or raise the limit to ${needed}.`
      : `Reduce WORKERS, or raise the limit to ${needed}.`;
  log.warn(
    { needed, allowed: connections, by: source },
    `The service can open more connections than the database allows. ${remedy}`,
  );
}
