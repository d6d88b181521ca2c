import { Grid, Stack } from "@mantine/core";
import type { LinkFragment } from "../shared/documents.ts";
import { StatisticsSection } from "../stats/StatisticsSection.tsx";
import { LinkHeader } from "./LinkHeader.tsx";
import { LinkHistory } from "./LinkHistory.tsx";
import { LinkSettingsPanel } from "./LinkSettingsPanel.tsx";

/** Shows a link's statistics and history, with its settings next to them. */
export function LinkDetails({ link }: { link: LinkFragment }) {
  return (
    <Stack gap="lg">
      <LinkHeader link={link} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <StatisticsSection link={link} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="lg">
            <LinkSettingsPanel link={link} />
            {/* Each change of the link adds to its history. */}
            <LinkHistory key={link.updatedAt} link={link} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
