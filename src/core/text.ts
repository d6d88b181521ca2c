/**
 * Returns whether every database stores the text unchanged: it has no NUL and no unpaired
 * surrogates.
 */
export function isStorableText(value: string): boolean {
  return !value.includes("\0") && value.isWellFormed();
}

/**
 * White space, control characters except NUL, and invisible characters such as direction marks and
 * zero-width spaces. Excludes the characters that emoji end with: variation selectors, and the tags
 * of flags.
 */
const invisible =
  /^(?![\0\p{Variation_Selector}\u{e0020}-\u{e007f}])[\s\p{Cc}\p{Default_Ignorable_Code_Point}]$/u;

/** Returns the text without white space and invisible characters at both ends. */
export function trimInvisible(text: string): string {
  const isVisible = (character: string) => !invisible.test(character);
  const characters = [...text];
  const start = characters.findIndex(isVisible);
  // A regular expression for the end takes time that grows with the square of the text's length.
  return start === -1
    ? ""
    : characters.slice(start, characters.findLastIndex(isVisible) + 1).join("");
}

/** More code units than any Unicode character is composed of. */
const maxCodeUnitsPerCharacter = 8;

/**
 * Returns the text in NFC, the form in which texts are stored, displayed and searched. Keyboards
 * produce different forms of characters such as `ö`. Returns undefined if the text is longer than
 * `maxCharacters`.
 */
export function normalizeText(input: string, maxCharacters: number): string | undefined {
  // Composing a run of marks takes time that grows with the square of its length.
  if (input.length > maxCharacters * maxCodeUnitsPerCharacter) return undefined;
  const text = input.normalize("NFC");
  return [...text].length > maxCharacters ? undefined : text;
}
