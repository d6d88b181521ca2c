import { Group, Skeleton, Stack, Title } from "@mantine/core";
import { QueryFailure } from "../shell/QueryFailure.tsx";
import { ClicksPanel } from "./ClicksPanel.tsx";
import type { Link } from "./documents.ts";
import { LatestClicks } from "./LatestClicks.tsx";
import { LiveSign } from "./LiveSign.tsx";
import { NoClicksYet } from "./NoClicksYet.tsx";
import { RangeControls } from "./RangeControls.tsx";
import { TopLists } from "./TopLists.tsx";
import { Totals } from "./Totals.tsx";
import { useLinkStatistics } from "./useLinkStatistics.ts";
import { useStatisticsView } from "./useStatisticsView.ts";

/** What became of a link: its clicks counted, drawn, told apart, and listed as they come. */
export function StatisticsSection({ link }: { link: Link }) {
  const view = useStatisticsView();
  const {
    link: counted,
    interval,
    isOutdated,
    error,
    live,
    retry,
    fetching,
    showMoreClicks,
  } = useLinkStatistics(link.id, view);
  const visited = counted && (counted.clickCount > 0 || counted.clicks.nodes.length > 0);

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
        <LiveSign state={live} />
      </Group>
      {(counted ? visited : error) && <RangeControls view={view} />}
      {error && <QueryFailure error={error} onRetry={retry} retrying={fetching} />}
      {!counted && !error && <Skeleton h={480} aria-label="Loading the clicks" role="status" />}
      {counted && !visited && <NoClicksYet shortUrl={link.shortUrl} live={live === "live"} />}
      {counted && visited && (
        <Stack opacity={isOutdated ? 0.5 : 1}>
          <Totals link={counted} />
          <ClicksPanel
            statistics={counted.stats}
            interval={interval}
            view={view}
            lastClickedAt={counted.lastClickedAt}
          />
          <TopLists statistics={counted.stats} />
          <LatestClicks clicks={counted.clicks} onMore={showMoreClicks} />
        </Stack>
      )}
    </Stack>
  );
}
