import "@mantine/charts/styles.css";
import { AreaChart } from "@mantine/charts";
import { formatCompact, formatNumber } from "../../../lib/format.ts";
import { bucketLabel, shortBucketLabel } from "./bucketLabels.ts";
import type { Bucket } from "./documents.ts";
import type { Interval } from "./range.ts";

interface ClicksChartProps {
  series: readonly Bucket[];
  interval: Interval;
}

const lines = [
  { name: "clicks", label: "Clicks", color: "indigo.6" },
  { name: "visitors", label: "Visitors", color: "teal.7", strokeDasharray: "5 4" },
];

/** Draws a series. Load this component on demand, because it includes the chart library. */
export function ClicksChart({ series, interval }: ClicksChartProps) {
  return (
    <figure aria-labelledby="clicks-over-time" style={{ margin: 0 }}>
      <AreaChart
        h={280}
        data={[...series]}
        dataKey="start"
        series={lines}
        curveType="monotone"
        withLegend
        withDots={series.length <= 31}
        valueFormatter={formatNumber}
        yAxisProps={{ allowDecimals: false, tickFormatter: formatCompact, width: 44 }}
        xAxisProps={{
          tickFormatter: (start: string) => shortBucketLabel(start, interval),
          minTickGap: 24,
        }}
        tooltipProps={{
          // The library also calls this while no point is hovered.
          labelFormatter: (start) =>
            typeof start === "string" ? bucketLabel(start, interval) : "",
        }}
        areaChartProps={{
          title: "Clicks and visitors over time",
          desc: "The table has the same numbers.",
        }}
      />
    </figure>
  );
}
