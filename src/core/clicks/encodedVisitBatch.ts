import { decodeVisit, type EncodedVisit, encodeVisit } from "./visit.ts";
import type { VisitBatch } from "./visitQueue.ts";

/**
 * A batch for another thread or process, without property names, which would be copied for each visit.
 */
export type EncodedVisitBatch = Omit<VisitBatch, "visits"> & { visits: EncodedVisit[] };

export function encodeVisitBatch({ visits, ...batch }: VisitBatch): EncodedVisitBatch {
  return { ...batch, visits: visits.map(encodeVisit) };
}

export function decodeVisitBatch({ visits, ...batch }: EncodedVisitBatch): VisitBatch {
  return { ...batch, visits: visits.map(decodeVisit) };
}
