import { expect, test } from "vitest";
import type { Interval } from "../../src/core/stats/calendar.ts";
import { parseStatsRange, type StatsRange } from "../../src/core/stats/statsRange.ts";
import { luxonRange } from "../support/luxonRange.ts";
import { createRandom } from "../support/random.ts";

const dayMilliseconds = 86_400_000;
const intervals: Record<Interval, number> = {
  HOUR: dayMilliseconds / 24,
  DAY: dayMilliseconds,
  WEEK: 7 * dayMilliseconds,
  MONTH: 30 * dayMilliseconds,
};
const kinds = Object.keys(intervals) as Interval[];

function compare(timeZone: string, interval: Interval, from: number, to: number): void {
  const written = (range: Pick<StatsRange, "starts" | "end">) =>
    [...range.starts, range.end].map((time) => new Date(time).toISOString());
  const request = { from: new Date(from), to: new Date(to), interval, timeZone };
  expect({ request, range: written(parseStatsRange(request)) }).toEqual({
    request,
    range: written(luxonRange(request)),
  });
}

test("intervals of every time zone have the same starts as in Luxon", () => {
  const random = createRandom(20_260_505);
  const earliest = Date.UTC(1970, 0);
  const days = (Date.UTC(2090, 0) - earliest) / dayMilliseconds;

  for (const timeZone of Intl.supportedValuesOf("timeZone")) {
    for (const interval of kinds) {
      const from = earliest + random.below(days) * dayMilliseconds + random.below(dayMilliseconds);
      compare(timeZone, interval, from, from + (1 + random.below(20)) * intervals[interval]);
    }
  }
});

test.each([
  ["Australia/Lord_Howe", "2024-04-06T15:00:00Z", "changes by half an hour"],
  ["Australia/Lord_Howe", "2024-10-05T15:30:00Z", "changes by half an hour"],
  ["Asia/Kathmandu", "1985-12-31T18:30:00Z", "moved by a quarter of an hour"],
  ["Pacific/Apia", "2011-12-30T10:00:00Z", "skipped a day"],
  ["Pacific/Kwajalein", "1993-08-21T12:00:00Z", "skipped a day"],
  ["America/Havana", "2024-03-10T05:00:00Z", "skips midnight"],
  ["America/Havana", "2024-11-03T05:00:00Z", "has midnight twice"],
  ["America/Sao_Paulo", "2018-11-04T03:00:00Z", "skips midnight"],
  ["America/Asuncion", "2024-10-06T04:00:00Z", "skips midnight"],
  ["America/Noronha", "2000-10-08T02:00:00Z", "changed for a week only"],
  ["Asia/Gaza", "2040-10-20T00:00:00Z", "will change for a week only"],
  ["Africa/Casablanca", "2025-02-23T02:00:00Z", "changes for Ramadan"],
  ["Africa/Freetown", "1939-09-01T01:00:00Z", "changed for four days only"],
  ["Europe/Amsterdam", "1937-06-30T22:40:28Z", "had an offset with seconds"],
  ["Europe/Dublin", "2025-03-30T01:00:00Z", "has its summer time as the standard"],
  ["Europe/Volgograd", "2020-12-26T23:00:00Z", "moved for good"],
  ["Antarctica/Troll", "2025-03-30T01:00:00Z", "changes by two hours"],
])("intervals around a clock change are correct: %s at %s %s", (timeZone, changedAt) => {
  const change = Date.parse(changedAt);
  for (const interval of kinds) {
    for (const before of [0, 1, intervals.HOUR / 2, intervals.HOUR, 26 * intervals.HOUR]) {
      const from = change - before;
      compare(timeZone, interval, from, change + 1);
      compare(timeZone, interval, from, change + 3 * intervals[interval]);
      compare(timeZone, interval, from - 3 * intervals[interval], change + intervals[interval]);
    }
  }
});

test("a range without a start begins thirty days before its end in local time", () => {
  const to = new Date("2025-04-05T09:15:00Z");
  const request = { to, interval: "DAY", timeZone: "Europe/Berlin" } as const;

  expect(parseStatsRange(request)).toMatchObject(luxonRange(request));
});
