import { type EnrichmentContext, enrichVisit } from "./enrichVisit.ts";
import {
  addVisit,
  emptyLinkClickCount,
  type LinkClickCount,
  mergeCounts,
} from "./linkClickCount.ts";
import { startOfUtcDay } from "./utcTime.ts";
import type { VisitorHasher } from "./visitorHash.ts";
import type { VisitBatch } from "./visitQueue.ts";
import type { ClickBatch } from "./writeClicks.ts";

/** Context for enriching batches: the same as for visits, but with the visitor hashes of all days. */
export type BatchEnrichmentContext = Omit<EnrichmentContext, "hashVisitor"> & {
  visitorHasher: Pick<VisitorHasher, "forDay">;
};

/** Enriches the visits of a batch. Rejects if the day's key for visitor hashes cannot be read. */
export async function enrichBatch(
  { visits, ...batch }: VisitBatch,
  { visitorHasher, ...context }: BatchEnrichmentContext,
): Promise<ClickBatch> {
  if (visits.length === 0) return { ...batch, clicks: [] };
  const visitContext = {
    ...context,
    hashVisitor: await visitorHasher.forDay(startOfUtcDay(batch.hour)),
  };
  const clicks = visits.map((visit) => ({
    row: enrichVisit(visit, visitContext),
    counted: visit.counted,
  }));
  return { ...batch, clicks };
}

/** Returns a batch that is reduced to counts by link. */
export function aggregateBatch({ visits, counts, ...batch }: VisitBatch): ClickBatch {
  const byLink = new Map<number, LinkClickCount>();
  const countFor = (linkId: number) => {
    const count = byLink.get(linkId) ?? emptyLinkClickCount(linkId);
    byLink.set(linkId, count);
    return count;
  };
  for (const count of counts) mergeCounts(countFor(count.linkId), count);
  for (const visit of visits) addVisit(countFor(visit.linkId), visit);
  return { ...batch, clicks: [], counts: [...byLink.values()] };
}
