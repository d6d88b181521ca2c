import type { WriteEncodedResult } from "../../core/clicks/clickWorker.ts";
import type { StreamedBatch } from "../../core/clicks/decodeBatches.ts";
import type { EncodedClickBatch } from "../../core/clicks/encodedClickBatch.ts";
import type { EncodedVisitBatch } from "../../core/clicks/encodedVisitBatch.ts";
import type { LinkClicksEvent } from "../../core/clicks/writeClicks.ts";
import type { SharedEvent } from "../../core/eventBridge.ts";
import type { RateLimit } from "../../core/rateLimits/rateLimit.ts";
import type { Consumption } from "../../core/rateLimits/rateLimiter.ts";
import type { MetricValues } from "../../observability/aggregation.ts";

/** Which counter is meant. */
export interface LimiterId {
  name: string;
  rateLimit: RateLimit;
}

/** What the primary is asked and told by a worker. */
export interface PrimaryApi {
  write(batch: EncodedVisitBatch): Promise<LinkClicksEvent[]>;
  describe(batch: EncodedVisitBatch, condensed: boolean): Promise<EncodedClickBatch>;
  writePacked(batches: StreamedBatch[]): Promise<WriteEncodedResult>;
  consume(limiter: LimiterId, key: string, seconds: number): Promise<Consumption>;
  refund(limiter: LimiterId, key: string): Promise<void>;
  reset(limiter: LimiterId, key: string): Promise<void>;
  isOpen(limiter: LimiterId, key: string): Promise<boolean>;
  gatherMetrics(): Promise<string>;
  /** Something happened in the worker that others must hear of. */
  eventOccurred(event: SharedEvent): void;
  /** Somebody watches clicks through the worker, or nobody any more. */
  subscriptionsChanged(hasSubscribers: boolean): void;
  /** It cannot start: one sentence for whoever can mend it, or the story of a bug. */
  startupFailed(failure: StartupFailure): void;
  /** What it counted until its end. */
  lastMetrics(values: MetricValues): void;
}

export interface StartupFailure {
  message?: string;
  stack: string;
}

/** What a worker is asked and told by the primary. */
export interface WorkerApi {
  readMetrics(): Promise<MetricValues>;
  /** Answered at once by a worker whose event loop turns. */
  isAlive(): Promise<true>;
  /** Something happened in another process. */
  eventOccurred(event: SharedEvent): void;
  /** End what is begun and then the process; patiently where others go on serving. */
  drain(gracefully: boolean): void;
}
