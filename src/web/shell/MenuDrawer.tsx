import { Drawer, Stack } from "@mantine/core";
import { Navigation } from "./Navigation.tsx";

/** The ways to the pages, where the header has no room for them. */
export function MenuDrawer({ onClose }: { onClose: () => void }) {
  return (
    <Drawer opened onClose={onClose} position="right" size="xs" title="Menu">
      <Stack component="nav" aria-label="Pages" gap="xs">
        <Navigation />
      </Stack>
    </Drawer>
  );
}
