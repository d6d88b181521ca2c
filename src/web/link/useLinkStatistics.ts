import { useThrottledCallback } from "@mantine/hooks";
import { useState } from "react";
import { stringifyVariables, useQuery } from "urql";
import { useLastAnswer } from "../shell/useLastAnswer.ts";
import { LinkStatistics } from "./documents.ts";
import { timeZone } from "./timeZone.ts";
import { useLiveClicks } from "./useLiveClicks.ts";
import type { StatisticsView } from "./useStatisticsView.ts";

/** However many clicks come, the service is asked for their counts no more often than this. */
const refreshMilliseconds = 3_000;

export const firstClicks = 10;
/** As many as the service gives at once. */
export const mostClicks = 100;

/** The statistics of a link, which follow its clicks as they happen. */
export function useLinkStatistics(linkId: string, { range, interval }: StatisticsView) {
  const [latest, setLatest] = useState(firstClicks);
  const variables = {
    id: linkId,
    from: range.from.toISOString(),
    to: range.to?.toISOString() ?? null,
    interval,
    timeZone,
    latest,
  };
  const [state, ask] = useQuery({
    query: LinkStatistics,
    variables,
    requestPolicy: "cache-and-network",
  });
  const refresh = useThrottledCallback(
    () => ask({ requestPolicy: "network-only" }),
    refreshMilliseconds,
  );
  const live = useLiveClicks(linkId, refresh);
  const { data, operation } = useLastAnswer(state);
  const answered = operation?.variables ?? variables;
  return {
    link: data?.link,
    /** That of the counts at hand, which may not be the one asked for. */
    interval: answered.interval,
    isOutdated: stringifyVariables(answered) !== stringifyVariables(variables),
    error: state.error,
    fetching: state.fetching,
    live,
    retry: () => ask({ requestPolicy: "network-only" }),
    showMoreClicks: () => setLatest(mostClicks),
  };
}
