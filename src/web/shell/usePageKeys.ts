import { useHotkeys } from "@mantine/hooks";
import { isForPage } from "./isForPage.ts";

/** Keys that do something on this page, unless somebody is typing or a dialog stands over it. */
export function usePageKeys(actions: Record<string, () => void>): void {
  const keys = Object.entries(actions).map(([key, action]) => {
    const act = (event: KeyboardEvent) => {
      if (!isForPage(event)) return;
      event.preventDefault();
      action();
    };
    return [key, act, { preventDefault: false }] as [string, typeof act, object];
  });
  useHotkeys(keys, []);
}
