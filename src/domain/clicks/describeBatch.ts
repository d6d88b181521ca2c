import { dayOf } from "./calendar.ts";
import { addCount, addVisit, type Count, emptyCount } from "./count.ts";
import { type Describing, describeVisit } from "./describeVisit.ts";
import type { VisitorMarks } from "./visitorMark.ts";
import type { Batch } from "./waitingVisits.ts";
import type { ClickBatch } from "./writeClicks.ts";

/** What describes batches: as for visits, but with the marks of all days. */
export type BatchDescribing = Omit<Describing, "markVisitor"> & { marks: Pick<VisitorMarks, "of"> };

/** Describes the visits of a batch. Rejects where the key of the day's marks cannot be read. */
export async function describeBatch(
  { visits, ...batch }: Batch,
  { marks, ...known }: BatchDescribing,
): Promise<ClickBatch> {
  if (visits.length === 0) return { ...batch, clicks: [] };
  const describing = { ...known, markVisitor: await marks.of(dayOf(batch.hour)) };
  const clicks = visits.map((visit) => ({
    row: describeVisit(visit, describing),
    counted: visit.counted,
  }));
  return { ...batch, clicks };
}

/** Returns a batch of which only the counts by link are left. */
export function condenseBatch({ visits, counts, ...batch }: Batch): ClickBatch {
  const byLink = new Map<number, Count>();
  const countOf = (linkId: number) => {
    const count = byLink.get(linkId) ?? emptyCount(linkId);
    byLink.set(linkId, count);
    return count;
  };
  for (const count of counts) addCount(countOf(count.linkId), count);
  for (const visit of visits) addVisit(countOf(visit.linkId), visit);
  return { ...batch, clicks: [], counts: [...byLink.values()] };
}
