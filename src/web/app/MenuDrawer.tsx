import { Drawer, Stack } from "@mantine/core";
import { useDialogStack } from "../hooks/useDialogStack.ts";
import { Navigation } from "./Navigation.tsx";

/** Shows the navigation as a drawer on narrow screens. */
export function MenuDrawer({ onClose }: { onClose: () => void }) {
  useDialogStack(onClose);
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
