import { useHotkeys } from "@mantine/hooks";
import { isPageShortcut } from "../lib/isPageShortcut.ts";

/** Keys that do something on this page, unless somebody is typing or a dialog stands over it. */
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
