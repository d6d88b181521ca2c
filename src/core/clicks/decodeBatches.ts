import { decodeClickBatch } from "./encodedClickBatch.ts";
import { type BatchEnrichmentContext, enrichBatch } from "./enrichBatch.ts";
import { decodeLegacyBatch } from "./legacyBatch.ts";
import type { ClickBatch } from "./writeClicks.ts";

/** A batch as text, as it was read in Redis. */
export interface StreamedBatch {
  text: string | undefined;
  /** When it came there, in milliseconds. */
  addedAt: number;
}

/**
 * Returns the batches that the texts are, of this version or of one that did not describe clicks.
 * Texts that are none are left out. Rejects where the key of a day's marks cannot be read.
 */
export async function decodeBatches(
  streamed: StreamedBatch[],
  context: BatchEnrichmentContext,
): Promise<ClickBatch[]> {
  const batches: ClickBatch[] = [];
  for (const { text, addedAt } of streamed) {
    const parsed = parseJson(text);
    const batch = decodeClickBatch(parsed, addedAt);
    const legacyBatch = batch ? undefined : decodeLegacyBatch(parsed, addedAt);
    if (batch) batches.push(batch);
    else if (legacyBatch) batches.push(await enrichBatch(legacyBatch, context));
  }
  return batches;
}

/** Returns how many clicks a batch has, those of programs included. */
export function countBatchClicks({ clicks, counts }: ClickBatch): number {
  return counts.reduce((sum, count) => sum + count.clicks + count.bots, clicks.length);
}

function parseJson(text = ""): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
