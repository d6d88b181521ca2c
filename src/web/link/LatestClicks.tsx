import { Badge, Button, Paper, Stack, Text, Title } from "@mantine/core";
import { formatNumber } from "../shell/format.ts";
import { Time } from "../shell/Time.tsx";
import type { Clicks } from "./documents.ts";
import styles from "./LatestClicks.module.css";
import { mostClicks } from "./useLinkStatistics.ts";
import { nameCountry, nameDevice, nameReferrer } from "./valueNames.ts";

interface LatestClicksProps {
  clicks: Clicks;
  onMore: () => void;
}

/** The newest clicks, one by one, whatever the range. */
export function LatestClicks({ clicks: { nodes, pageInfo }, onMore }: LatestClicksProps) {
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="latest-clicks">
      <Stack gap="sm">
        <Title order={3} size="h5" id="latest-clicks">
          Latest clicks
        </Title>
        <ul className={styles.list}>
          {nodes.map((click, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: clicks have no name, and keep no state.
            <li key={index}>
              <Text size="sm" component="span" className={styles.description}>
                {describe(click)}
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
        {pageInfo.hasNextPage && nodes.length < mostClicks && (
          <Button variant="default" size="xs" onClick={onMore} style={{ alignSelf: "flex-start" }}>
            Show up to {formatNumber(mostClicks)}
          </Button>
        )}
        {pageInfo.hasNextPage && nodes.length >= mostClicks && (
          <Text size="xs" c="dimmed">
            Programs can read older ones by GraphQL, as long as they are kept.
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

/** What is kept of a click, in words. */
function describe(click: Clicks["nodes"][number]): string {
  const { country, browser, operatingSystem, device, referrerHost } = click;
  const program = [browser, operatingSystem].filter(Boolean).join(" on ");
  const parts = [
    country && nameCountry(country),
    program,
    device && nameDevice(device),
    referrerHost && `from ${nameReferrer(referrerHost)}`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(" · ") : "Nothing else is known of it";
}
