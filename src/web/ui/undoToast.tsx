import { Button, Group, Kbd } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { isPageShortcut } from "../lib/isPageShortcut.ts";

const undoMilliseconds = 10_000;
const isMac = navigator.userAgent.includes("Mac");

/** The actions that can be undone now, the latest last. */
const pendingUndos: { id: string; run: () => void }[] = [];

/** Reports an action and offers to undo it, by button or key, while the notification is shown. */
export function showUndoToast(message: string, undo: () => void): void {
  const run = () => {
    notifications.hide(id);
    undo();
  };
  const id = notifications.show({
    autoClose: undoMilliseconds,
    onClose: () => removeUndo(id),
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>{message}</span>
        <Button
          variant="default"
          size="compact-sm"
          style={{ flexShrink: 0 }}
          aria-keyshortcuts={isMac ? "Meta+Z" : "Control+Z"}
          rightSection={
            <Kbd size="xs" visibleFrom="sm">
              {isMac ? "⌘Z" : "Ctrl+Z"}
            </Kbd>
          }
          onClick={run}
        >
          Undo
        </Button>
      </Group>
    ),
  });
  if (pendingUndos.length === 0) window.addEventListener("keydown", undoLatest);
  pendingUndos.push({ id, run });
}

/** Removes all offers to undo: they belong to the previous user. */
export function dismissUndoToasts(): void {
  for (const { id } of [...pendingUndos]) notifications.hide(id);
}

function removeUndo(id: string | undefined): void {
  const index = pendingUndos.findIndex((pendingUndo) => pendingUndo.id === id);
  if (index >= 0) pendingUndos.splice(index, 1);
  if (pendingUndos.length === 0) window.removeEventListener("keydown", undoLatest);
}

function undoLatest(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, shiftKey } = event;
  if (key.toLowerCase() !== "z" || !(isMac ? metaKey : ctrlKey) || shiftKey) return;
  if (!isPageShortcut(event)) return;
  event.preventDefault();
  pendingUndos.at(-1)?.run();
}
