import type { ClickWriting, DayAddition } from "../../db/clickStore.ts";
import type { NotedReferrers, ReferrerDay } from "./waitingReferrers.ts";

/** Of a link, or of all links of a user, on one day. */
const placesAtMost = 250;
/** Places for whichever comes first. The others are for those that come again. */
const firstPlaces = placesAtMost / 2;

/**
 * Returns what is added to the referrers of a day. Visitors can make up any number of referrers, whereas
 * all else is taken from lists that end. So there are 250 places: half of them are for the first, the
 * other half for those that came more than once, and when all are taken, whichever has more clicks than
 * the least of those listed takes its place. Clicks of those without a place count as unknown, and are
 * remembered for a while.
 */
export async function placeReferrers(
  writing: ClickWriting,
  of: ReferrerDay,
  additions: DayAddition[],
  noted: NotedReferrers,
): Promise<DayAddition[]> {
  const { subject, day } = of;
  const unlisted = await writing.unknownOf(subject, day, additions);
  if (unlisted.length === 0) return additions;
  const unlistedKeys = new Set(unlisted.map(keyOf));
  const listed = additions.filter((addition) => !unlistedKeys.has(keyOf(addition)));
  const subjectIds = [...new Set(unlisted.map(({ subjectId }) => subjectId))];
  const taken = await writing.countValues(subject, day, "referrer", subjectIds);

  const placed: DayAddition[] = [];
  const waiting: DayAddition[] = [];
  for (const addition of unlisted) {
    const { subjectId } = addition;
    const clicks = noted.clicksOf(of, addition) + addition.clicks;
    const places = taken.get(subjectId) ?? 0;
    const grown = { ...addition, clicks };
    if (places < (clicks > 1 ? placesAtMost : firstPlaces)) {
      taken.set(subjectId, places + 1);
      placed.push(grown);
    } else {
      waiting.push(grown);
    }
  }
  const frequent = waiting.filter(
    ({ subjectId, clicks }) => clicks > 1 && taken.get(subjectId) === placesAtMost,
  );
  const exchange = await exchangePlaces(writing, of, [...listed, ...placed], frequent);
  for (const addition of waiting) noted.note(of, addition, addition.clicks);
  for (const addition of [...placed, ...exchange.placed]) noted.note(of, addition, 0);
  for (const addition of exchange.left) noted.note(of, addition, addition.clicks);
  const left = new Set(exchange.left.map(keyOf));
  return [...listed, ...placed, ...exchange.placed].filter(
    (addition) => !left.has(keyOf(addition)),
  );
}

/** Gives places of the least frequent to those that have come more often, and removes what was listed. */
async function exchangePlaces(
  writing: ClickWriting,
  { subject, day }: ReferrerDay,
  additions: DayAddition[],
  frequent: DayAddition[],
): Promise<{ placed: DayAddition[]; left: DayAddition[] }> {
  const placed: DayAddition[] = [];
  const left: DayAddition[] = [];
  const subjectIds = [...new Set(frequent.map(({ subjectId }) => subjectId))];
  const stored = await writing.valuesOf(subject, day, "referrer", subjectIds);
  for (const subjectId of subjectIds) {
    const ofSubject = (list: DayAddition[]) => list.filter((one) => one.subjectId === subjectId);
    const standing = sum([...ofSubject(stored), ...ofSubject(additions)]).sort(byClicks);
    const comers = ofSubject(frequent).sort((one, other) => byClicks(other, one));
    for (const comer of comers) {
      const least = standing[0];
      if (!least || comer.clicks <= least.clicks) break;
      standing.shift();
      left.push(least);
      placed.push(comer);
    }
  }
  await writing.removeValues(subject, day, left);
  return { placed, left };
}

const byClicks = (one: DayAddition, other: DayAddition) => one.clicks - other.clicks;

/** Adds up the clicks of additions to the same value. */
function sum(additions: DayAddition[]): DayAddition[] {
  const sums = new Map<string, DayAddition>();
  for (const addition of additions) {
    const key = keyOf(addition);
    const clicks = addition.clicks + (sums.get(key)?.clicks ?? 0);
    sums.set(key, { ...addition, clicks });
  }
  return [...sums.values()];
}

function keyOf({ subjectId, value }: DayAddition): string {
  return `${subjectId} ${value}`;
}
