import type { WriteEncodedResult } from "../../core/clicks/clickWorker.ts";
import type { StreamedBatch } from "../../core/clicks/decodeBatches.ts";
import type { EncodedClickBatch } from "../../core/clicks/encodedClickBatch.ts";
import type { EncodedVisitBatch } from "../../core/clicks/encodedVisitBatch.ts";
import type { LinkClicksEvent } from "../../core/events/domainEvents.ts";
import type { SharedEvent } from "../../core/events/eventBridge.ts";
import type { RateLimit } from "../../core/rateLimits/rateLimit.ts";
import type { ConsumeOptions, Consumption } from "../../core/rateLimits/rateLimiter.ts";
import type { MetricValues } from "../../observability/aggregation.ts";

/** Identifies a rate limiter. */
export interface LimiterId {
  name: string;
  rateLimit: RateLimit;
}

/** Requests and notifications from a worker to the primary. */
export interface PrimaryApi {
  write(batch: EncodedVisitBatch): Promise<LinkClicksEvent[]>;
  describe(batch: EncodedVisitBatch, condensed: boolean): Promise<EncodedClickBatch>;
  writePacked(batches: StreamedBatch[]): Promise<WriteEncodedResult>;
  consume(limiter: LimiterId, key: string, options?: ConsumeOptions): Promise<Consumption>;
  refund(limiter: LimiterId, key: string, points: number): Promise<void>;
  reset(limiter: LimiterId, key: string): Promise<void>;
  isOpen(limiter: LimiterId, key: string): Promise<boolean>;
  gatherMetrics(): Promise<string>;
  /** An event in the worker that other processes must receive. */
  eventOccurred(event: SharedEvent): void;
  /** The worker has gained its first subscriber to clicks, or lost its last. */
  subscriptionsChanged(hasSubscribers: boolean): void;
  /** The worker cannot start: one sentence for the operator, or the stack of a bug. */
  startupFailed(failure: StartupFailure): void;
  /** Final metrics of the worker. */
  lastMetrics(values: MetricValues): void;
}

export interface StartupFailure {
  message?: string;
  stack: string;
}

/** Requests and notifications from the primary to a worker. */
export interface WorkerApi {
  readMetrics(): Promise<MetricValues>;
  /** Returns immediately unless the worker's event loop is blocked. */
  isAlive(): Promise<true>;
  /** An event in another process. */
  eventOccurred(event: SharedEvent): void;
  /** Ends open requests and then the process; gracefully if other workers continue to serve. */
  drain(gracefully: boolean): void;
}
