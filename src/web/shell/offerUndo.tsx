import { Button, Group, Kbd } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { isForPage } from "./isForPage.ts";

const undoMilliseconds = 10_000;
const isMac = navigator.userAgent.includes("Mac");

/** What can be undone now, the latest last. */
const offers: { id: string; take: () => void }[] = [];

/** Says what was done, and offers to undo it, by button or key, for as long as that is shown. */
export function offerUndo(message: string, undo: () => void): void {
  const take = () => {
    notifications.hide(id);
    undo();
  };
  const id = notifications.show({
    autoClose: undoMilliseconds,
    onClose: () => withdraw(id),
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
          onClick={take}
        >
          Undo
        </Button>
      </Group>
    ),
  });
  if (offers.length === 0) window.addEventListener("keydown", takeLatest);
  offers.push({ id, take });
}

/** Offers nothing of it any longer: it was another's to undo. */
export function withdrawOffers(): void {
  for (const { id } of [...offers]) notifications.hide(id);
}

function withdraw(id: string | undefined): void {
  const place = offers.findIndex((offer) => offer.id === id);
  if (place >= 0) offers.splice(place, 1);
  if (offers.length === 0) window.removeEventListener("keydown", takeLatest);
}

function takeLatest(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, shiftKey } = event;
  if (key.toLowerCase() !== "z" || !(isMac ? metaKey : ctrlKey) || shiftKey) return;
  if (!isForPage(event)) return;
  event.preventDefault();
  offers.at(-1)?.take();
}
