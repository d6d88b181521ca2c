import type { ClickTransaction, StatsSubjectKind } from "../../db/clickStore.ts";
import type { ClickAggregate } from "./clickAggregate.ts";
import { addHash, emptySketch, estimateVisitors, type VisitorSketch } from "./visitorSketch.ts";

/** Maximum visitors per day of a link, or of all links of a user, that are counted exactly. */
const maxExactVisitors = 10_000;
/**
 * A higher count comes from a day that an earlier version started. Its hashes are too many to read at
 * once.
 */
const maxSketchedVisitors = 3 * maxExactVisitors;

/** Kind of subject and day for which visitors are counted. */
interface VisitorDay {
  subject: StatsSubjectKind;
  day: number;
}

/**
 * Records visitors and returns, per subject, how many are new on the day. Up to about 10,000 visitors
 * per day have a row each. Beyond that, a sketch counts them with a standard error of 1.6 %. So the
 * number of rows does not grow with the number of visitors.
 */
export async function countVisitors(
  writing: ClickTransaction,
  { subject, day }: VisitorDay,
  aggregates: Map<number, ClickAggregate>,
): Promise<Map<number, number>> {
  const withVisitors = [...aggregates].filter(([, { visitorHashes }]) => visitorHashes.size > 0);
  const sketches = await writing.readSketches(
    subject,
    day,
    withVisitors.map(([subjectId]) => subjectId),
  );
  const exact = withVisitors.filter(([subjectId]) => !sketches.has(subjectId));
  const checked = exact.filter(([, { visitorHashes }]) => [...visitorHashes].some(isSampled));
  const counted = await writing.countVisitors(subject, day, [
    ...sketches.keys(),
    ...checked.map(([subjectId]) => subjectId),
  ]);

  const visitors = new Map<number, number>();
  for (const subjectId of await writing.addVisitors(
    subject,
    day,
    exact.flatMap(([subjectId, { visitorHashes }]) =>
      [...visitorHashes].map((hash) => ({ subjectId, mark: hash })),
    ),
  )) {
    visitors.set(subjectId, (visitors.get(subjectId) ?? 0) + 1);
  }

  const changed = new Map<number, VisitorSketch>();
  for (const [subjectId] of checked) {
    const count = (counted.get(subjectId) ?? 0) + (visitors.get(subjectId) ?? 0);
    if (count < maxExactVisitors || count > maxSketchedVisitors) continue;
    const sketch = emptySketch();
    for (const hash of await writing.listVisitorHashes(subject, day, subjectId))
      addHash(sketch, hash);
    changed.set(subjectId, sketch);
  }
  for (const [subjectId, sketch] of sketches) {
    const hashes = aggregates.get(subjectId)?.visitorHashes ?? new Set<Buffer>();
    const changes = [...hashes].filter((hash) => addHash(sketch, hash));
    if (changes.length === 0) continue;
    changed.set(subjectId, sketch);
    // The stored counts may be invalid, so the result never exceeds the number of hashes in the batch.
    const grown = estimateVisitors(sketch) - (counted.get(subjectId) ?? 0);
    visitors.set(subjectId, Math.max(0, Math.min(grown, hashes.size)));
  }
  await writing.saveSketches(subject, day, changed);
  return visitors;
}

/**
 * Returns true for one hash in 32. The sample is enough to detect in time that there are many visitors.
 */
function isSampled(hash: Buffer): boolean {
  return (hash[0] ?? 0) < 8;
}
