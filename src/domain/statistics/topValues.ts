import { dayMilliseconds } from "../../time.ts";
import { dayOf } from "../clicks/calendar.ts";
import type { Dimension } from "../clicks/tally.ts";
import { InvalidStatisticsError } from "../errors.ts";
import type { Statistics } from "./readStatistics.ts";

/** A value and the clicks that had it. */
export interface TopValue {
  /** Null for the unknown. */
  value: string | null;
  clicks: number;
  /** Part of all clicks, from 0 to 1. */
  share: number;
}

export interface TopValues {
  values: TopValue[];
  /** All clicks with none of these values. */
  other: { clicks: number; share: number };
}

const maximumValues = 100;

/**
 * The most frequent values of people's clicks, the unknown among them; with the others their shares
 * add up to 1, or to 0 where nobody clicked. Values are counted by whole UTC days: those that the
 * range touches. Throws InvalidStatisticsError unless `first` is 1 to 100.
 */
export async function topValues(
  { service, accountId, subject, range }: Statistics,
  dimension: Dimension,
  first: number,
): Promise<TopValues> {
  if (first < 1 || first > maximumValues) {
    throw new InvalidStatisticsError(`first must be a whole number from 1 to ${maximumValues}.`);
  }
  const {
    values: counted,
    known,
    all,
  } = await service.turns.read(accountId, ({ sumDays }) =>
    sumDays(subject, {
      dimension,
      from: dayOf(range.starts[0] as number),
      to: dayOf(range.end - 1) + dayMilliseconds,
      limit: first,
    }),
  );
  const share = (clicks: number) => (all === 0 ? 0 : clicks / all);
  const unknown = { value: null, clicks: all - known };
  const values = [...counted, ...(unknown.clicks > 0 ? [unknown] : [])]
    .sort((one, another) => another.clicks - one.clicks)
    .slice(0, first)
    .map(({ value, clicks }) => ({ value, clicks, share: share(clicks) }));
  const rest = values.reduce((left, { clicks }) => left - clicks, all);
  return { values, other: { clicks: rest, share: share(rest) } };
}
