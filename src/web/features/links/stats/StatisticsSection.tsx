import { Group, Skeleton, Stack, Title } from "@mantine/core";
import { QueryError } from "../../../ui/QueryError.tsx";
import type { LinkFragment } from "../shared/documents.ts";
import { BreakdownTables } from "./BreakdownTables.tsx";
import { ClicksPanel } from "./ClicksPanel.tsx";
import { EmptyStats } from "./EmptyStats.tsx";
import { LatestClicks } from "./LatestClicks.tsx";
import { LiveIndicator } from "./LiveIndicator.tsx";
import { RangeControls } from "./RangeControls.tsx";
import { StatsSummary } from "./StatsSummary.tsx";
import { useLinkStatistics } from "./useLinkStatistics.ts";
import { useStatisticsView } from "./useStatisticsView.ts";

/** Shows the clicks of a link: totals, chart, breakdowns and a live list. */
export function StatisticsSection({ link }: { link: LinkFragment }) {
  const view = useStatisticsView();
  const {
    link: linkStatistics,
    interval,
    isOutdated,
    error,
    live,
    retry,
    fetching,
    showMoreClicks,
  } = useLinkStatistics(link.id, view);
  const hasClicks =
    linkStatistics && (linkStatistics.clickCount > 0 || linkStatistics.clicks.nodes.length > 0);

  return (
    <Stack
      component="section"
      aria-labelledby="clicks-of-the-link"
      aria-busy={isOutdated && !error}
    >
      <Group justify="space-between">
        <Title order={2} size="h3" id="clicks-of-the-link">
          Clicks
        </Title>
        <LiveIndicator state={live} />
      </Group>
      {(linkStatistics ? hasClicks : error) && <RangeControls view={view} />}
      {error && <QueryError error={error} onRetry={retry} retrying={fetching} />}
      {!linkStatistics && !error && (
        <Skeleton h={480} aria-label="Loading the clicks" role="status" />
      )}
      {linkStatistics && !hasClicks && (
        <EmptyStats shortUrl={link.shortUrl} live={live === "live"} />
      )}
      {linkStatistics && hasClicks && (
        <Stack opacity={isOutdated ? 0.5 : 1}>
          <StatsSummary link={linkStatistics} />
          <ClicksPanel
            statistics={linkStatistics.stats}
            interval={interval}
            view={view}
            lastClickedAt={linkStatistics.lastClickedAt}
          />
          <BreakdownTables statistics={linkStatistics.stats} />
          <LatestClicks clicks={linkStatistics.clicks} onMore={showMoreClicks} />
        </Stack>
      )}
    </Stack>
  );
}
