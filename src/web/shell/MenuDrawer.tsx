import { Drawer, Stack } from "@mantine/core";
import { Navigation } from "./Navigation.tsx";
import { useOpenDialog } from "./useOpenDialog.ts";

/** The ways to the pages, where the header has no room for them. */
export function MenuDrawer({ onClose }: { onClose: () => void }) {
  useOpenDialog(onClose);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xs"
      title="Menu"
      closeOnEscape={false}
      returnFocus={false}
    >
      <Stack component="nav" aria-label="Pages" gap="xs">
        <Navigation />
      </Stack>
    </Drawer>
  );
}
