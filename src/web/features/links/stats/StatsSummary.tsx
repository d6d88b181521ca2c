import { Paper, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { formatNumber } from "../../../lib/format.ts";
import { Time } from "../../../ui/Time.tsx";
import type { LinkWithStatistics } from "./documents.ts";

type StatsSummaryProps = {
  link: Pick<LinkWithStatistics, "clickCount" | "lastClickedAt" | "stats">;
};

/** Shows the totals of the range with explanations. */
export function StatsSummary({ link: { clickCount, lastClickedAt, stats } }: StatsSummaryProps) {
  const figures: { name: string; value: ReactNode; note: string }[] = [
    {
      name: "Clicks",
      value: formatNumber(stats.clicks),
      note: `${formatNumber(clickCount)} since it was made`,
    },
    { name: "Visitors", value: formatNumber(stats.visitors), note: "people, each once a day" },
    { name: "Bots", value: formatNumber(stats.bots), note: "programs, not among the clicks" },
    {
      name: "Last click",
      value: lastClickedAt ? <Time value={lastClickedAt} /> : "None",
      note: "by a person",
    },
  ];
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 4 }} spacing="sm" m={0}>
      {figures.map(({ name, value, note }) => (
        <Paper key={name} withBorder p="sm">
          <Text component="dt" size="sm" c="dimmed">
            {name}
          </Text>
          <Text component="dd" m={0} size="lg" fw={650} lh={1.3}>
            {value}
          </Text>
          <Text component="dd" m={0} size="xs" c="dimmed">
            {note}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}
