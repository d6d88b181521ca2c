import { Anchor, List, Paper, Stack, Text, Title } from "@mantine/core";

import { withoutScheme } from "../shared/withoutScheme.ts";

interface EmptyStatsProps {
  shortUrl: string;
  live: boolean;
}

/** Replaces empty statistics and explains how to get the first click. */
export function EmptyStats({ shortUrl, live }: EmptyStatsProps) {
  return (
    <Paper withBorder p={{ base: "md", sm: "xl" }}>
      <Stack gap="sm">
        <Title order={3} size="h4">
          Nobody has clicked yet
        </Title>
        <Text>
          {live
            ? "Leave this page open: the first click shows here within seconds, without loading the page again."
            : "The first click will show here."}
        </Text>
        <List spacing="xs">
          <List.Item>
            Try it: open{" "}
            <Anchor href={shortUrl} underline="always" target="_blank" rel="noopener">
              {withoutScheme(shortUrl)}
            </Anchor>{" "}
            in a new tab.
          </List.Item>
          <List.Item>Share it: copy it with the button above, or print its QR code.</List.Item>
          <List.Item>
            Then see here when it was clicked, from which country and page, and with which browser.
            Programs, such as those of search engines, are counted apart.
          </List.Item>
        </List>
      </Stack>
    </Paper>
  );
}
