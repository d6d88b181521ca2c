import { Badge, Button, Paper, Stack, Text, Title } from "@mantine/core";
import { formatNumber } from "../../../lib/format.ts";
import { Time } from "../../../ui/Time.tsx";
import type { Clicks } from "./documents.ts";
import styles from "./LatestClicks.module.css";
import { maxClickCount } from "./useLinkStatistics.ts";
import { countryName, deviceName, referrerName } from "./valueLabels.ts";

interface LatestClicksProps {
  clicks: Clicks;
  onMore: () => void;
}

/** Lists the newest clicks, independent of the range. */
export function LatestClicks({ clicks: { nodes, pageInfo }, onMore }: LatestClicksProps) {
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="latest-clicks">
      <Stack gap="sm">
        <Title order={3} size="h5" id="latest-clicks">
          Latest clicks
        </Title>
        <ul className={styles.list}>
          {nodes.map((click, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: clicks have no ID and no state.
            <li key={index}>
              <Text size="sm" component="span" className={styles.description}>
                {describeClick(click)}
              </Text>
              {click.isBot && (
                <Badge variant="default" tt="none" fw={500}>
                  Bot
                </Badge>
              )}
              <Text size="sm" c="dimmed" component="span" className={styles.time}>
                <Time value={click.at} />
              </Text>
            </li>
          ))}
        </ul>
        {pageInfo.hasNextPage && nodes.length < maxClickCount && (
          <Button variant="default" size="xs" onClick={onMore} style={{ alignSelf: "flex-start" }}>
            Show up to {formatNumber(maxClickCount)}
          </Button>
        )}
        {pageInfo.hasNextPage && nodes.length >= maxClickCount && (
          <Text size="xs" c="dimmed">
            Programs can read older ones by GraphQL, as long as they are kept.
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

/** Describes the stored details of a click in words. */
function describeClick(click: Clicks["nodes"][number]): string {
  const { country, browser, operatingSystem, device, referrerHost } = click;
  const program = [browser, operatingSystem].filter(Boolean).join(" on ");
  const parts = [
    country && countryName(country),
    program,
    device && deviceName(device),
    referrerHost && `from ${referrerName(referrerHost)}`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(" · ") : "Nothing else is known of it";
}
