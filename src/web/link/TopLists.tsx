import { SimpleGrid, Stack, Text } from "@mantine/core";
import type { Statistics } from "./documents.ts";
import { TopList } from "./TopList.tsx";
import { nameCountry, nameDevice, nameReferrer } from "./valueNames.ts";

const asItIs = (value: string) => value;

/** The clicks told apart by where they came from and with what. */
export function TopLists({ statistics }: { statistics: Statistics }) {
  const { referrers, countries, browsers, systems, devices } = statistics;
  if (referrers.values.length === 0) return null;
  return (
    <Stack gap="md">
      <TopList
        title="Referrers"
        top={referrers}
        nameOf={nameReferrer}
        unknown="Direct or unknown"
        note="Sites and Android apps that visitors came from. Most email programs, messengers and direct visits send no referrer."
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TopList title="Countries" top={countries} nameOf={nameCountry} unknown="Unknown" />
        <TopList title="Browsers" top={browsers} nameOf={asItIs} unknown="Unknown" />
        <TopList title="Systems" top={systems} nameOf={asItIs} unknown="Unknown" />
        <TopList title="Devices" top={devices} nameOf={nameDevice} unknown="Unknown" />
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        These are counted by whole days (UTC), so that they may be of a few clicks more than the
        range has. Visitors who asked not to be tracked are among the unknown.
      </Text>
    </Stack>
  );
}
