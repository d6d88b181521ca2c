import { decodeClickBatch } from "./encodedClickBatch.ts";
import { type BatchEnrichmentContext, enrichBatch } from "./enrichBatch.ts";
import { decodeLegacyBatch } from "./legacyBatch.ts";
import type { ClickBatch } from "./writeClicks.ts";

/** A batch as text, as read from Redis. */
export interface StreamedBatch {
  text: string | undefined;
  /** Time at which it was added to Redis, in milliseconds. */
  addedAt: number;
}

/**
 * Returns the decoded batches, of this version or of a legacy version without enriched clicks.
 * Malformed texts are left out. Rejects if a day's key for visitor hashes cannot be read.
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

/** Returns the number of clicks in a batch, including those of bots. */
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
