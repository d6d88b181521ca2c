import { decodeVisit, type EncodedVisit, encodeVisit } from "./visit.ts";
import type { VisitBatch } from "./visitQueue.ts";

/** A batch as it goes to another thread or process: without names, which would be copied for each visit. */
export type EncodedVisitBatch = Omit<VisitBatch, "visits"> & { visits: EncodedVisit[] };

export function encodeVisitBatch({ visits, ...batch }: VisitBatch): EncodedVisitBatch {
  return { ...batch, visits: visits.map(encodeVisit) };
}

export function decodeVisitBatch({ visits, ...batch }: EncodedVisitBatch): VisitBatch {
  return { ...batch, visits: visits.map(decodeVisit) };
}
