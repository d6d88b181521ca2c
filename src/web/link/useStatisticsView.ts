import { useMemo } from "react";
import { useNow } from "../shell/clock.ts";
import { useAddressParameters } from "../shell/useAddressParameters.ts";
import { readInterval } from "./interval.ts";
import { type Interval, type Range, readRange } from "./range.ts";

export interface StatisticsView {
  range: Range;
  interval: Interval;
  /** Whether the chart is to be read as a table. */
  asTable: boolean;
  /** Changes the address; undefined takes a parameter out of it. */
  change(changes: Record<string, string | undefined>): void;
}

/** What of the statistics is shown, kept in the address. Ranges up to now go along with the clock. */
export function useStatisticsView(): StatisticsView {
  const [parameters, changeParameters] = useAddressParameters();
  const now = useNow();
  const { from, to, name } = readRange(parameters, now);
  const [fromTime, toTime] = [from.getTime(), to?.getTime()];
  // The clock moves every few seconds, the range only with the hour or the day.
  const range = useMemo<Range>(
    () => ({ name, from: new Date(fromTime), to: toTime ? new Date(toTime) : undefined }),
    [name, fromTime, toTime],
  );
  return {
    range,
    interval: readInterval(parameters, range, now),
    asTable: parameters.get("view") === "table",
    change: (changes) =>
      changeParameters(
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
