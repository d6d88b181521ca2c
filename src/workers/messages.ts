import type { BatchToWrite } from "../domain/clicks/batchToWrite.ts";
import type { PackedOutcome } from "../domain/clicks/clickWorker.ts";
import type { PackedBatch } from "../domain/clicks/packedBatch.ts";
import type { ReadBatch } from "../domain/clicks/readBatches.ts";
import type { LinkClicks } from "../domain/clicks/writeClicks.ts";
import type { Budget } from "../domain/limits/budgets.ts";
import type { Count } from "../domain/limits/counter.ts";
import type { News } from "../domain/relay.ts";
import type { MetricValues } from "../operation/aggregation.ts";

/** Which counter is meant. */
export interface CounterChoice {
  name: string;
  budget: Budget;
}

/** What the primary is asked and told by a worker. */
export interface PrimarySide {
  write(batch: BatchToWrite): Promise<LinkClicks[]>;
  describe(batch: BatchToWrite, condensed: boolean): Promise<PackedBatch>;
  writePacked(batches: ReadBatch[]): Promise<PackedOutcome>;
  count(counter: CounterChoice, key: string, seconds: number): Promise<Count>;
  giveBack(counter: CounterChoice, key: string): Promise<void>;
  forget(counter: CounterChoice, key: string): Promise<void>;
  has(counter: CounterChoice, key: string): Promise<boolean>;
  gatherMetrics(): Promise<string>;
  /** Something happened in the worker that others must hear of. */
  happened(news: News): void;
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
  happened(news: News): void;
  /** End what is begun and then the process; patiently where others go on serving. */
  drain(patiently: boolean): void;
}
