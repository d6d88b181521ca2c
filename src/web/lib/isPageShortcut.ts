const editableSelector = "textarea, [contenteditable], input:not([type=checkbox], [type=radio])";

/** Whether a key is for the page, and not for a text that is being typed or a dialog over the page. */
export function isPageShortcut({ target }: KeyboardEvent): boolean {
  if (document.querySelector("[role=dialog]")) return false;
  return !(target instanceof Element && target.matches(editableSelector));
}
