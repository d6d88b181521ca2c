import type { Registry } from "prom-client";
import type { BatchWriter } from "../core/clicks/clickWriter.ts";
import type { CreateRateLimiter } from "../core/rateLimits/rateLimiter.ts";
import type { Services } from "../core/services.ts";
import type { Storage } from "../db/storage.ts";

/** State that the processes of a service share. A single process has it to itself. */
export interface Coordinator {
  /** Writes clicks. */
  writer: BatchWriter;
  createRateLimiter: CreateRateLimiter;
  /**
   * Returns the metrics of the whole service in Prometheus format, including this process's
   * registry.
   */
  gatherMetrics(processRegistry: Registry): Promise<string>;
  /** Releases all resources, after the last click was written. */
  close(): Promise<void>;
}

/** Creates the coordinator of a process with this database and these events. */
export type CreateCoordinator = (
  process: Pick<Services, "database" | "events"> & Pick<Storage, "opening">,
) => Promise<Coordinator>;
