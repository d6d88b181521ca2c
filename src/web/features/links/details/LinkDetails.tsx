import { Grid, Stack } from "@mantine/core";
import type { Link } from "../stats/documents.ts";
import { StatisticsSection } from "../stats/StatisticsSection.tsx";
import { LinkHeader } from "./LinkHeader.tsx";
import { LinkHistory } from "./LinkHistory.tsx";
import { LinkSettingsPanel } from "./LinkSettingsPanel.tsx";

/** A link: what became of it, and beside that what it is set to. */
export function LinkDetails({ link }: { link: Link }) {
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
            {/* Each change of the link is news for its history. */}
            <LinkHistory key={link.updatedAt} link={link} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
