import { type PackedVisit, packVisit, unpackVisit } from "./visit.ts";
import type { Batch } from "./waitingVisits.ts";

/** A batch as it goes to another thread or process: without names, which would be copied for each visit. */
export type BatchToWrite = Omit<Batch, "visits"> & { visits: PackedVisit[] };

export function packVisits({ visits, ...batch }: Batch): BatchToWrite {
  return { ...batch, visits: visits.map(packVisit) };
}

export function unpackVisits({ visits, ...batch }: BatchToWrite): Batch {
  return { ...batch, visits: visits.map(unpackVisit) };
}
