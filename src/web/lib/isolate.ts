/** Characters that can change the direction of adjacent text: right-to-left scripts and controls. */
const directionChanging =
  /[\p{Bidi_Control}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const firstStrongIsolate = "\u2068";
const popIsolate = "\u2069";
const openingIsolates = "\u2066\u2067\u2068";

/**
 * Isolates user input in a sentence, so that its direction does not affect the rest. Replaces
 * `<bdi>` in plain text, such as the title of a tab.
 */
export function isolate(text: string): string {
  if (!directionChanging.test(text)) return text;
  let open = 0;
  let balanced = "";
  for (const character of text) {
    if (openingIsolates.includes(character)) open += 1;
    // An unmatched closing character would close the isolate around the text.
    if (character === popIsolate && open === 0) continue;
    if (character === popIsolate) open -= 1;
    balanced += character;
  }
  return firstStrongIsolate + balanced + popIsolate.repeat(open + 1);
}
