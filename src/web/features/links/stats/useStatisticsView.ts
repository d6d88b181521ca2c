import { useMemo } from "react";
import { useNow } from "../../../hooks/useNow.ts";
import { useUrlParameters } from "../../../hooks/useUrlParameters.ts";
import { parseInterval } from "./interval.ts";
import { type DateRange, type Interval, parseRange } from "./range.ts";

export interface StatisticsView {
  range: DateRange;
  interval: Interval;
  /** Whether the chart is to be read as a table. */
  asTable: boolean;
  /** Changes the address; undefined takes a parameter out of it. */
  change(changes: Record<string, string | undefined>): void;
}

/** What of the statistics is shown, kept in the address. Ranges up to now go along with the clock. */
export function useStatisticsView(): StatisticsView {
  const [parameters, updateParameters] = useUrlParameters();
  const now = useNow();
  const { from, to, name } = parseRange(parameters, now);
  const [fromTime, toTime] = [from.getTime(), to?.getTime()];
  // The clock moves every few seconds, the range only with the hour or the day.
  const range = useMemo<DateRange>(
    () => ({ name, from: new Date(fromTime), to: toTime ? new Date(toTime) : undefined }),
    [name, fromTime, toTime],
  );
  return {
    range,
    interval: parseInterval(parameters, range, now),
    asTable: parameters.get("view") === "table",
    change: (changes) =>
      updateParameters(
        (current) => {
          const next = new URLSearchParams(current);
          for (const [key, value] of Object.entries(changes)) {
            if (value === undefined) next.delete(key);
            else next.set(key, value);
          }
          return next;
        },
        { preventScrollReset: true },
      ),
  };
}
