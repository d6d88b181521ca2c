import { useWindowEvent } from "@mantine/hooks";
import { useEffect, useId, useState } from "react";

/** The open dialogs, topmost last. */
const openDialogs: string[] = [];

/**
 * Registers a dialog while it is mounted. Escape closes only the topmost one, and the focus returns
 * to its opener.
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
      // An open list in the dialog handles Escape first.
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
  // This runs a moment after the dialog has closed. The user may have moved the focus by then.
  if (!isFocusLost()) return;
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  // The opener may no longer exist, for example if its link was deleted.
  if (isFocusLost()) document.getElementById("main")?.focus();
}

function isFocusLost(): boolean {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body;
}
