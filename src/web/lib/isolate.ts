/** Characters that can turn the direction of what stands beside them: right-to-left scripts, and controls. */
const directionChanging =
  /[\p{Bidi_Control}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const firstStrongIsolate = "\u2068";
const popIsolate = "\u2069";
const openingIsolates = "\u2066\u2067\u2068";

/**
 * What somebody has written as part of a sentence, so that its direction does not turn the rest of that
 * round: `<bdi>` for where there is text alone, as in the name of a tab.
 */
export function isolate(text: string): string {
  if (!directionChanging.test(text)) return text;
  let open = 0;
  let balanced = "";
  for (const character of text) {
    if (openingIsolates.includes(character)) open += 1;
    // One that closes nothing would close what is put around all.
    if (character === popIsolate && open === 0) continue;
    if (character === popIsolate) open -= 1;
    balanced += character;
  }
  return firstStrongIsolate + balanced + popIsolate.repeat(open + 1);
}
