import { type BatchDescribing, describeBatch } from "./describeBatch.ts";
import { unpackBatch } from "./packedBatch.ts";
import { unpackUndescribed } from "./undescribedBatch.ts";
import type { ClickBatch } from "./writeClicks.ts";

/** A batch as text, as it was read in Redis. */
export interface ReadBatch {
  text: string | undefined;
  /** When it came there, in milliseconds. */
  addedAt: number;
}

/**
 * Returns the batches that the texts are, of this version or of one that did not describe clicks.
 * Texts that are none are left out. Rejects where the key of a day's marks cannot be read.
 */
export async function readBatches(
  read: ReadBatch[],
  describing: BatchDescribing,
): Promise<ClickBatch[]> {
  const batches: ClickBatch[] = [];
  for (const { text, addedAt } of read) {
    const parsed = parse(text);
    const batch = unpackBatch(parsed, addedAt);
    const undescribed = batch ? undefined : unpackUndescribed(parsed, addedAt);
    if (batch) batches.push(batch);
    else if (undescribed) batches.push(await describeBatch(undescribed, describing));
  }
  return batches;
}

/** Returns how many clicks a batch has, those of programs included. */
export function countDescribed({ clicks, counts }: ClickBatch): number {
  return counts.reduce((sum, count) => sum + count.clicks + count.bots, clicks.length);
}

function parse(text = ""): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
