import { z } from "zod";
import {
  batchHour,
  batchId,
  batchRowsAtMost,
  isNear,
  linkId,
  packedCounts,
  time,
} from "./batchShape.ts";
import { unpackVisit } from "./visit.ts";
import type { Batch } from "./waitingVisits.ts";

const packedVisit = z.tuple([
  linkId,
  time,
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.boolean(),
  z.boolean(),
]);
const undescribedBatch = z.tuple([
  batchId,
  batchHour,
  z.array(packedVisit).max(batchRowsAtMost),
  packedCounts,
]);

/**
 * Returns a batch as versions before described clicks wrote it, with addresses; undefined where it is
 * none, or its times are not near `addedAt` (milliseconds).
 */
export function unpackUndescribed(text: unknown, addedAt: number): Batch | undefined {
  const packed = undescribedBatch.safeParse(text);
  if (!packed.success) return undefined;
  const [id, hour, visits, counts] = packed.data;
  if (!isNear(addedAt, { hour, counts, times: visits.map(([, at]) => at) })) return undefined;
  return { id, hour, visits: visits.map(unpackVisit), counts };
}
