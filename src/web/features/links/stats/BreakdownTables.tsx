import { SimpleGrid, Stack, Text } from "@mantine/core";
import { BreakdownTable } from "./BreakdownTable.tsx";
import type { Statistics } from "./documents.ts";
import { countryName, deviceName, referrerName } from "./valueLabels.ts";

const identity = (value: string) => value;

/** Shows clicks by referrer, country, browser, operating system and device. */
export function BreakdownTables({ statistics }: { statistics: Statistics }) {
  const { referrers, countries, browsers, systems, devices } = statistics;
  if (!referrers || !countries || !browsers || !systems || !devices) return null;
  if (referrers.values.length === 0) return null;
  return (
    <Stack gap="md">
      <BreakdownTable
        title="Referrers"
        breakdown={referrers}
        formatValue={referrerName}
        unknown="Direct or unknown"
        note="Sites and Android apps that visitors came from. Most email programs, messengers and direct visits send no referrer."
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <BreakdownTable
          title="Countries"
          breakdown={countries}
          formatValue={countryName}
          unknown="Unknown"
        />
        <BreakdownTable
          title="Browsers"
          breakdown={browsers}
          formatValue={identity}
          unknown="Unknown"
        />
        <BreakdownTable
          title="Systems"
          breakdown={systems}
          formatValue={identity}
          unknown="Unknown"
        />
        <BreakdownTable
          title="Devices"
          breakdown={devices}
          formatValue={deviceName}
          unknown="Unknown"
        />
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        Breakdowns cover whole UTC days, so totals can be slightly higher than in the chart.
        Visitors with tracking disabled are counted as unknown.
      </Text>
    </Stack>
  );
}
