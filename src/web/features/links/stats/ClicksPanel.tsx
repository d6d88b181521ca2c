import { Group, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import { ErrorBoundary } from "../../../ui/ErrorBoundary.tsx";
import { SegmentedControl } from "../../../ui/SegmentedControl.tsx";
import { Time } from "../../../ui/Time.tsx";
import { ClicksTable } from "./ClicksTable.tsx";
import type { Statistics } from "./documents.ts";
import { intervals } from "./interval.ts";
import type { Interval } from "./range.ts";
import type { StatisticsView } from "./useStatisticsView.ts";

const ClicksChart = lazy(async () => ({
  default: (await import("./ClicksChart.tsx")).ClicksChart,
}));

const views = [
  { value: "chart", name: "Chart" },
  { value: "table", name: "Table" },
] as const;

interface ClicksPanelProps {
  statistics: Statistics;
  interval: Interval;
  view: StatisticsView;
  lastClickedAt: string | null;
}

/** Shows the clicks of the range as a chart, or as a table with the same numbers. */
export function ClicksPanel({ statistics, interval, view, lastClickedAt }: ClicksPanelProps) {
  const { series, clicks, bots } = statistics;
  const { asTable, change } = view;
  const isEmpty = clicks + bots === 0;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="clicks-over-time">
      <Stack>
        <Group justify="space-between">
          <Title order={3} size="h5" id="clicks-over-time">
            Clicks {intervals[interval]}
          </Title>
          <SegmentedControl
            label="Show the clicks as"
            options={views}
            value={asTable ? "table" : "chart"}
            onChange={(value) => change({ view: value === "table" ? value : undefined })}
          />
        </Group>
        {isEmpty && (
          <Text c="dimmed">
            There were no clicks in this range.
            {lastClickedAt && (
              <>
                {" "}
                The last one was <Time value={lastClickedAt} />: choose a range that reaches back to
                it.
              </>
            )}
          </Text>
        )}
        {asTable && <ClicksTable series={series} interval={interval} />}
        {!asTable && !isEmpty && (
          <ErrorBoundary
            fallback={<Text>The chart could not be loaded. The table has the same numbers.</Text>}
          >
            <Suspense fallback={<Skeleton h={280} />}>
              <ClicksChart series={series} interval={interval} />
            </Suspense>
          </ErrorBoundary>
        )}
      </Stack>
    </Paper>
  );
}
