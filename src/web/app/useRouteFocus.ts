import { type RefObject, useEffect, useRef } from "react";
import { useLocation } from "react-router";

let hasInteracted = false;

// However a link or a button is used, it is clicked.
window.addEventListener("click", () => (hasInteracted = true), { capture: true, once: true });

/**
 * Brings the focus to the page that somebody has come to, as a browser does with one that it loads:
 * it is lost with the link that was followed, or stays behind, and nobody hears of the new page.
 * The menu closes then; another dialog over the page keeps the focus.
 */
export function useRouteFocus(isMenuOpen: boolean): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each pathname is a page.
  useEffect(() => {
    // Where the page was loaded, or led on by itself, the browser has done so.
    if (!hasInteracted) return;
    const { activeElement } = document;
    // The page may have a field for it.
    if (main.current?.contains(activeElement)) return;
    if (activeElement?.closest("[role=dialog]") && !isMenuOpen) return;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
