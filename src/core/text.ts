/** True for what every database keeps as text, as it is: whole characters, none of them zero. */
export function isStorableText(value: string): boolean {
  return !value.includes("\0") && value.isWellFormed();
}

/**
 * White space, control characters but zero, and what shows nothing, such as direction marks and
 * zero-width spaces. What emoji end with is none of these: variation selectors, and tags of flags.
 */
const invisible =
  /^(?![\0\p{Variation_Selector}\u{e0020}-\u{e007f}])[\s\p{Cc}\p{Default_Ignorable_Code_Point}]$/u;

/** Returns the text without the white space and invisible characters at both of its ends. */
export function trimInvisible(text: string): string {
  const isVisible = (character: string) => !invisible.test(character);
  const characters = [...text];
  const start = characters.findIndex(isVisible);
  // A pattern for the end would take time that grows with the square of what is in the middle.
  return start === -1
    ? ""
    : characters.slice(start, characters.findLastIndex(isVisible) + 1).join("");
}

/** More characters than any one of Unicode is composed of, in code units. */
const maxCodeUnitsPerCharacter = 8;

/**
 * Returns text that people write in the form in which all of it is stored, shown and searched: NFC, so
 * that `ö` is the same from every keyboard. Undefined for more than so many characters.
 */
export function normalizeText(input: string, maxCharacters: number): string | undefined {
  // To compose a run of marks takes time by the square of its length.
  if (input.length > maxCharacters * maxCodeUnitsPerCharacter) return undefined;
  const text = input.normalize("NFC");
  return [...text].length > maxCharacters ? undefined : text;
}
