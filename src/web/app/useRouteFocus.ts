import { type RefObject, useEffect, useRef } from "react";
import { useLocation } from "react-router";

let hasInteracted = false;

// Links and buttons emit a click event for every kind of input.
window.addEventListener("click", () => (hasInteracted = true), { capture: true, once: true });

/**
 * Moves the focus to the page after a navigation, as browsers do when they load one. Otherwise the
 * focus stays behind or is lost with the link, and screen readers do not announce the page. The
 * navigation closes the menu; any other dialog keeps the focus.
 */
export function useRouteFocus(isMenuOpen: boolean): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each pathname is a page.
  useEffect(() => {
    // After a page load or an automatic redirect, the browser has already set the focus.
    if (!hasInteracted) return;
    const { activeElement } = document;
    // The page may have focused one of its fields.
    if (main.current?.contains(activeElement)) return;
    if (activeElement?.closest("[role=dialog]") && !isMenuOpen) return;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
