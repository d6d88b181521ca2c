import type { Registry } from "prom-client";
import type { BatchWriter } from "../core/clicks/clickWriter.ts";
import type { CreateRateLimiter } from "../core/rateLimits/rateLimiter.ts";
import type { Service } from "../core/service.ts";
import type { Storage } from "../db/storage.ts";

/** What the processes of a service share: a single process has all of it to itself. */
export interface Coordinator {
  /** Where clicks are written. */
  writer: BatchWriter;
  createRateLimiter: CreateRateLimiter;
  /** The metrics of the whole service in Prometheus format, of which `own` are this process's. */
  gatherMetrics(processRegistry: Registry): Promise<string>;
  /** Releases everything, after the last click was written. */
  close(): Promise<void>;
}

/** Creates the coordinator of a process with this database, where these events happen. */
export type CreateCoordinator = (
  process: Pick<Service, "database" | "events"> & Pick<Storage, "opening">,
) => Promise<Coordinator>;
