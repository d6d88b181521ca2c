import { Anchor, Button, EmptyState, Kbd, Text } from "@mantine/core";
import { IconLink, IconPlus } from "@tabler/icons-react";
import { Link } from "react-router";

/** Replaces an empty list and explains how to create the first link. */
export function EmptyLinks({ onNew }: { onNew: () => void }) {
  return (
    <EmptyState
      py="xl"
      icon={<IconLink aria-hidden />}
      title="Make your first link"
      description="Give it a long URL: you get a short one to share, see how often it is used, and can change where it leads at any time."
    >
      <EmptyState.Actions>
        <Button onClick={onNew} leftSection={<IconPlus size={16} aria-hidden />}>
          Make a link
        </Button>
      </EmptyState.Actions>
      <Text c="dimmed" size="sm" ta="center">
        Or press <Kbd>n</Kbd> here at any time. Programs make links too:{" "}
        <Anchor component={Link} to="/app/developers" size="sm" underline="always">
          see how
        </Anchor>
        .
      </Text>
    </EmptyState>
  );
}
