import { useMemo } from "react";
import { useNow } from "../../../hooks/useNow.ts";
import { useUrlParameters } from "../../../hooks/useUrlParameters.ts";
import { parseInterval } from "./interval.ts";
import { type DateRange, type Interval, parseRange } from "./range.ts";

export interface StatisticsView {
  range: DateRange;
  interval: Interval;
  /** Whether the chart is shown as a table. */
  asTable: boolean;
  /** Changes parameters of the URL; undefined removes one. */
  change(changes: Record<string, string | undefined>): void;
}

/** Returns the view of the statistics from the URL. Ranges that end now move with the clock. */
export function useStatisticsView(): StatisticsView {
  const [parameters, updateParameters] = useUrlParameters();
  const now = useNow();
  const { from, to, name } = parseRange(parameters, now);
  const [fromTime, toTime] = [from.getTime(), to?.getTime()];
  // The clock changes every few seconds, the range only with the hour or the day.
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
