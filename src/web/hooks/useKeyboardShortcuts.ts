import { useHotkeys } from "@mantine/hooks";
import { isPageShortcut } from "../lib/isPageShortcut.ts";

/** Handles keyboard shortcuts of a page, except while the user is typing or a dialog is open. */
export function useKeyboardShortcuts(actions: Record<string, () => void>): void {
  const hotkeys = Object.entries(actions).map(([key, action]) => {
    const handler = (event: KeyboardEvent) => {
      if (!isPageShortcut(event)) return;
      event.preventDefault();
      action();
    };
    return [key, handler, { preventDefault: false }] as [string, typeof handler, object];
  });
  useHotkeys(hotkeys, []);
}
