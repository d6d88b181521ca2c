import { z } from "zod";
import {
  batchHourSchema,
  batchIdSchema,
  encodedCountsSchema,
  hasPlausibleTimes,
  linkIdSchema,
  maxBatchRows,
  timeSchema,
} from "./batchSchemas.ts";
import { decodeVisit } from "./visit.ts";
import type { VisitBatch } from "./visitQueue.ts";

const visitSchema = z.tuple([
  linkIdSchema,
  timeSchema,
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.boolean(),
  z.boolean(),
]);
const batchSchema = z.tuple([
  batchIdSchema,
  batchHourSchema,
  z.array(visitSchema).max(maxBatchRows),
  encodedCountsSchema,
]);

/**
 * Returns a batch in the format of versions without enriched clicks, which includes IP addresses.
 * Returns undefined if the text is not such a batch, or if its times are not near `addedAt`
 * (milliseconds).
 */
export function decodeLegacyBatch(text: unknown, addedAt: number): VisitBatch | undefined {
  const parsed = batchSchema.safeParse(text);
  if (!parsed.success) return undefined;
  const [id, hour, visits, counts] = parsed.data;
  if (!hasPlausibleTimes(addedAt, { hour, counts, times: visits.map(([, at]) => at) }))
    return undefined;
  return { id, hour, visits: visits.map(decodeVisit), counts };
}
