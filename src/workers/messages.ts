import type { WriteEncodedResult } from "../domain/clicks/clickWorker.ts";
import type { StreamedBatch } from "../domain/clicks/decodeBatches.ts";
import type { EncodedClickBatch } from "../domain/clicks/encodedClickBatch.ts";
import type { EncodedVisitBatch } from "../domain/clicks/encodedVisitBatch.ts";
import type { LinkClicksEvent } from "../domain/clicks/writeClicks.ts";
import type { SharedEvent } from "../domain/eventBridge.ts";
import type { RateLimit } from "../domain/rateLimits/rateLimit.ts";
import type { Consumption } from "../domain/rateLimits/rateLimiter.ts";
import type { MetricValues } from "../operation/aggregation.ts";

/** Which counter is meant. */
export interface CounterChoice {
  name: string;
  rateLimit: RateLimit;
}

/** What the primary is asked and told by a worker. */
export interface PrimarySide {
  write(batch: EncodedVisitBatch): Promise<LinkClicksEvent[]>;
  describe(batch: EncodedVisitBatch, condensed: boolean): Promise<EncodedClickBatch>;
  writePacked(batches: StreamedBatch[]): Promise<WriteEncodedResult>;
  count(counter: CounterChoice, key: string, seconds: number): Promise<Consumption>;
  giveBack(counter: CounterChoice, key: string): Promise<void>;
  forget(counter: CounterChoice, key: string): Promise<void>;
  has(counter: CounterChoice, key: string): Promise<boolean>;
  gatherMetrics(): Promise<string>;
  /** Something happened in the worker that others must hear of. */
  happened(news: SharedEvent): void;
  /** Somebody watches clicks through the worker, or nobody any more. */
  watched(isWatched: boolean): void;
  /** It cannot start: one sentence for whoever can mend it, or the story of a bug. */
  failed(failure: StartFailure): void;
  /** What it counted until its end. */
  lastMetrics(values: MetricValues): void;
}

export interface StartFailure {
  sentence?: string;
  story: string;
}

/** What a worker is asked and told by the primary. */
export interface WorkerSide {
  readMetrics(): Promise<MetricValues>;
  /** Answered at once by a worker whose event loop turns. */
  isAlive(): Promise<true>;
  /** Something happened in another process. */
  happened(news: SharedEvent): void;
  /** End what is begun and then the process; patiently where others go on serving. */
  drain(patiently: boolean): void;
}
