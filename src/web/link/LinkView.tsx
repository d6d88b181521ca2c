import { Grid, Stack } from "@mantine/core";
import type { Link } from "./documents.ts";
import { LinkHeading } from "./LinkHeading.tsx";
import { LinkHistory } from "./LinkHistory.tsx";
import { LinkSettingsPanel } from "./LinkSettingsPanel.tsx";
import { StatisticsSection } from "./StatisticsSection.tsx";

/** A link: what became of it, and beside that what it is set to. */
export function LinkView({ link }: { link: Link }) {
  return (
    <Stack gap="lg">
      <LinkHeading link={link} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <StatisticsSection link={link} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="lg">
            <LinkSettingsPanel link={link} />
            {/* Each change of the link is news for its history. */}
            <LinkHistory key={link.updatedAt} link={link} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
