import type { ClickTransaction, DayIncrement } from "../../db/clickStore.ts";
import type { ReferrerDay, UnlistedReferrerChanges } from "./unlistedReferrers.ts";

/** Maximum listed referrers per day of a link, or of all links of a user. */
const maxReferrers = 250;
/** Places for the first referrers. The others are for referrers that recur. */
const maxFirstReferrers = maxReferrers / 2;

/**
 * Returns the increments for the referrers of a day. Visitors can forge any number of referrers,
 * whereas all other dimensions have a fixed set of values. So a day has 250 places. Half of them are
 * for the first referrers, the other half for referrers with more than one click. When all are taken, a
 * referrer with more clicks than the least frequent one takes its place. Clicks of referrers without a
 * place count as unknown and are remembered for a while.
 */
export async function limitReferrers(
  writing: ClickTransaction,
  referrerDay: ReferrerDay,
  increments: DayIncrement[],
  unlistedReferrers: UnlistedReferrerChanges,
): Promise<DayIncrement[]> {
  const { subject, day } = referrerDay;
  const unlisted = await writing.missingValues(subject, day, increments);
  if (unlisted.length === 0) return increments;
  const unlistedKeys = new Set(unlisted.map(toKey));
  const listed = increments.filter((increment) => !unlistedKeys.has(toKey(increment)));
  const subjectIds = [...new Set(unlisted.map(({ subjectId }) => subjectId))];
  const listedCounts = await writing.countValues(subject, day, "referrer", subjectIds);

  const admitted: DayIncrement[] = [];
  const overflow: DayIncrement[] = [];
  for (const increment of unlisted) {
    const { subjectId } = increment;
    const clicks = unlistedReferrers.clicksOf(referrerDay, increment) + increment.clicks;
    const listedCount = listedCounts.get(subjectId) ?? 0;
    const total = { ...increment, clicks };
    if (listedCount < (clicks > 1 ? maxReferrers : maxFirstReferrers)) {
      listedCounts.set(subjectId, listedCount + 1);
      admitted.push(total);
    } else {
      overflow.push(total);
    }
  }
  const frequent = overflow.filter(
    ({ subjectId, clicks }) => clicks > 1 && listedCounts.get(subjectId) === maxReferrers,
  );
  const replacement = await replaceLeastFrequent(
    writing,
    referrerDay,
    [...listed, ...admitted],
    frequent,
  );
  for (const increment of overflow)
    unlistedReferrers.record(referrerDay, increment, increment.clicks);
  for (const increment of [...admitted, ...replacement.admitted])
    unlistedReferrers.record(referrerDay, increment, 0);
  for (const increment of replacement.evicted)
    unlistedReferrers.record(referrerDay, increment, increment.clicks);
  const evictedKeys = new Set(replacement.evicted.map(toKey));
  return [...listed, ...admitted, ...replacement.admitted].filter(
    (increment) => !evictedKeys.has(toKey(increment)),
  );
}

/** Replaces the least frequent referrers with more frequent ones, and removes the replaced rows. */
async function replaceLeastFrequent(
  writing: ClickTransaction,
  { subject, day }: ReferrerDay,
  increments: DayIncrement[],
  frequent: DayIncrement[],
): Promise<{ admitted: DayIncrement[]; evicted: DayIncrement[] }> {
  const admitted: DayIncrement[] = [];
  const evicted: DayIncrement[] = [];
  const subjectIds = [...new Set(frequent.map(({ subjectId }) => subjectId))];
  const stored = await writing.listValues(subject, day, "referrer", subjectIds);
  for (const subjectId of subjectIds) {
    const ofSubject = (list: DayIncrement[]) =>
      list.filter((increment) => increment.subjectId === subjectId);
    const ranked = sumByValue([...ofSubject(stored), ...ofSubject(increments)]).sort(byClicks);
    const candidates = ofSubject(frequent).sort((a, b) => byClicks(b, a));
    for (const candidate of candidates) {
      const least = ranked[0];
      if (!least || candidate.clicks <= least.clicks) break;
      ranked.shift();
      evicted.push(least);
      admitted.push(candidate);
    }
  }
  await writing.removeValues(subject, day, evicted);
  return { admitted, evicted };
}

const byClicks = (a: DayIncrement, b: DayIncrement) => a.clicks - b.clicks;

/** Returns one increment per subject and value, with the sum of its clicks. */
function sumByValue(increments: DayIncrement[]): DayIncrement[] {
  const sums = new Map<string, DayIncrement>();
  for (const increment of increments) {
    const key = toKey(increment);
    const clicks = increment.clicks + (sums.get(key)?.clicks ?? 0);
    sums.set(key, { ...increment, clicks });
  }
  return [...sums.values()];
}

function toKey({ subjectId, value }: DayIncrement): string {
  return `${subjectId} ${value}`;
}
