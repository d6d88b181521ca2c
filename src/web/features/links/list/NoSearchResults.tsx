import { Button, EmptyState } from "@mantine/core";
import { IconSearchOff } from "@tabler/icons-react";

/** Replaces the list when no link matches the filters. */
export function NoSearchResults({ onReset }: { onReset: () => void }) {
  return (
    <EmptyState
      py="xl"
      role="status"
      icon={<IconSearchOff aria-hidden />}
      title="No link fits"
      description="Each word has to be part of the code, URL, title or note. Try fewer or shorter words, or another status."
    >
      <EmptyState.Actions>
        <Button variant="default" onClick={onReset}>
          Show all links
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}
