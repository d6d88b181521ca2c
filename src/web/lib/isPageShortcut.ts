const editableSelector = "textarea, [contenteditable], input:not([type=checkbox], [type=radio])";

/** Returns whether a key is meant for the page, not for a text field or an open dialog. */
export function isPageShortcut({ target }: KeyboardEvent): boolean {
  if (document.querySelector("[role=dialog]")) return false;
  return !(target instanceof Element && target.matches(editableSelector));
}
