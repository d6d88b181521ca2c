import { Paper, Skeleton, Stack } from "@mantine/core";

const rows = ["first", "second", "third", "fourth", "fifth"];

/** Shows placeholders while links load. */
export function LinkSkeletons() {
  return (
    <Paper withBorder p="md" role="status" aria-label="Loading your links">
      <Stack gap="xl">
        {rows.map((row) => (
          <Stack key={row} gap="xs">
            <Skeleton h={18} w="35%" />
            <Skeleton h={14} w="75%" />
          </Stack>
        ))}
      </Stack>
    </Paper>
  );
}
