import type { ClickWriting, DayAddition, Subject } from "../../db/clickStore.ts";
import { dayOf } from "./calendar.ts";
import { countVisitors } from "./countVisitors.ts";
import { placeReferrers } from "./referrerPlaces.ts";
import { dimensions, type Tally } from "./tally.ts";
import type { NotedReferrers } from "./waitingReferrers.ts";

/** What an hour, in milliseconds, adds to the counts of links or of users. */
interface Additions {
  subject: Subject;
  hour: number;
  tallies: Map<number, Tally>;
}

/** Adds to the counts of an hour and of its day. */
export async function addToCounts(
  writing: ClickWriting,
  { subject, hour, tallies }: Additions,
  noted: NotedReferrers,
): Promise<void> {
  const day = dayOf(hour);
  const all = [...tallies];
  const visitors = await countVisitors(writing, { subject, day }, tallies);
  await writing.addToHours(
    subject,
    hour,
    all.map(([subjectId, { count }]) => ({
      subjectId,
      clicks: count.clicks,
      visitors: visitors.get(subjectId) ?? 0,
      bots: count.bots,
    })),
  );
  const additions = all.flatMap(([subjectId, { values }]) => additionsOf(subjectId, values));
  const isReferrer = ({ dimension }: DayAddition) => dimension === "referrer";
  const referrers = additions.filter(isReferrer);
  await writing.addToDays(subject, day, [
    ...additions.filter((addition) => !isReferrer(addition)),
    ...(await placeReferrers(writing, { subject, day }, referrers, noted)),
  ]);
}

function additionsOf(subjectId: number, values: Tally["values"]): DayAddition[] {
  return dimensions.flatMap((dimension) =>
    [...values[dimension]].map(([value, clicks]) => ({ subjectId, dimension, value, clicks })),
  );
}
