import { useWindowEvent } from "@mantine/hooks";
import { useEffect, useId, useState } from "react";

/** The dialogs that are open, the one on top last. */
const openDialogs: string[] = [];

/**
 * To be used by what stands over the page for as long as it is mounted. Escape closes only the one
 * on top, and the focus goes back to where it came from.
 */
export function useDialogStack(onEscape: () => void): void {
  const id = useId();
  const [opener] = useState(() => document.activeElement);

  useEffect(() => {
    openDialogs.push(id);
    return () => {
      openDialogs.splice(openDialogs.indexOf(id), 1);
      restoreFocus(opener);
    };
  }, [id, opener]);

  useWindowEvent(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
      if (openDialogs.at(-1) !== id) return;
      // An open list in the dialog has the first claim.
      const { target } = event;
      if (target instanceof Element && target.matches("[data-mantine-stop-propagation=true]"))
        return;
      event.preventDefault();
      onEscape();
    },
    { capture: true },
  );
}

function restoreFocus(opener: Element | null): void {
  // A moment passes between the end of the dialog and this: somebody may be elsewhere already.
  if (!isFocusLost()) return;
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  // What opened it may be gone, such as a link that was deleted.
  if (isFocusLost()) document.getElementById("main")?.focus();
}

function isFocusLost(): boolean {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body;
}
