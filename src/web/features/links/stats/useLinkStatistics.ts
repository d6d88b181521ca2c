import { useThrottledCallback } from "@mantine/hooks";
import { useState } from "react";
import { stringifyVariables, useQuery } from "urql";
import { usePreviousData } from "../../../hooks/usePreviousData.ts";
import { isComplete, LinkStatisticsQuery } from "./documents.ts";
import { timeZone } from "./timeZone.ts";
import { useLiveClicks } from "./useLiveClicks.ts";
import type { StatisticsView } from "./useStatisticsView.ts";

/** The counts are refetched at most this often, regardless of the number of clicks. */
const refreshMilliseconds = 3_000;

export const initialClickCount = 10;
/** The service returns at most this many clicks per request. */
export const maxClickCount = 100;

/** Returns the statistics of a link, updated as clicks occur. */
export function useLinkStatistics(linkId: string, { range, interval }: StatisticsView) {
  const [latest, setLatest] = useState(initialClickCount);
  const variables = {
    id: linkId,
    from: range.from.toISOString(),
    to: range.to?.toISOString() ?? null,
    interval,
    timeZone,
    latest,
  };
  const [state, refetch] = useQuery({
    query: LinkStatisticsQuery,
    variables,
    requestPolicy: "cache-and-network",
  });
  const refresh = useThrottledCallback(
    () => refetch({ requestPolicy: "network-only" }),
    refreshMilliseconds,
  );
  const live = useLiveClicks(linkId, refresh);
  const { data, operation } = usePreviousData(state);
  const resultVariables = operation?.variables ?? variables;
  return {
    link: data?.link && isComplete(data.link) ? data.link : undefined,
    /** The interval of the current data, which can differ from the requested one. */
    interval: resultVariables.interval,
    isOutdated: stringifyVariables(resultVariables) !== stringifyVariables(variables),
    error: state.error,
    fetching: state.fetching,
    live,
    retry: () => refetch({ requestPolicy: "network-only" }),
    showMoreClicks: () => setLatest(maxClickCount),
  };
}
