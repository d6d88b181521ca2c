import type { ClickTransaction, DayIncrement, StatsSubjectKind } from "../../db/clickStore.ts";
import { type ClickAggregate, dimensions } from "./clickAggregate.ts";
import { countVisitors } from "./countVisitors.ts";
import { limitReferrers } from "./limitReferrers.ts";
import type { UnlistedReferrerChanges } from "./unlistedReferrers.ts";
import { startOfUtcDay } from "./utcTime.ts";

/** Clicks of one hour to add to the roll-ups of links or users. `hour` is in milliseconds. */
interface HourRollup {
  subject: StatsSubjectKind;
  hour: number;
  aggregates: Map<number, ClickAggregate>;
}

/** Adds the aggregates of an hour to the roll-ups of that hour and its day. */
export async function addToRollups(
  writing: ClickTransaction,
  { subject, hour, aggregates }: HourRollup,
  unlisted: UnlistedReferrerChanges,
): Promise<void> {
  const day = startOfUtcDay(hour);
  const all = [...aggregates];
  const visitors = await countVisitors(writing, { subject, day }, aggregates);
  await writing.incrementHours(
    subject,
    hour,
    all.map(([subjectId, { count }]) => ({
      subjectId,
      clicks: count.clicks,
      visitors: visitors.get(subjectId) ?? 0,
      bots: count.bots,
    })),
  );
  const increments = all.flatMap(([subjectId, { values }]) => toDayIncrements(subjectId, values));
  const isReferrer = ({ dimension }: DayIncrement) => dimension === "referrer";
  const referrers = increments.filter(isReferrer);
  await writing.incrementDays(subject, day, [
    ...increments.filter((increment) => !isReferrer(increment)),
    ...(await limitReferrers(writing, { subject, day }, referrers, unlisted)),
  ]);
}

function toDayIncrements(subjectId: number, values: ClickAggregate["values"]): DayIncrement[] {
  return dimensions.flatMap((dimension) =>
    [...values[dimension]].map(([value, clicks]) => ({ subjectId, dimension, value, clicks })),
  );
}
