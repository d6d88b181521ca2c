const keysOfTheirOwn = "textarea, [contenteditable], input:not([type=checkbox], [type=radio])";

/** Whether a key belongs to the text that is being typed, and not to the page. */
export function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.matches(keysOfTheirOwn);
}
