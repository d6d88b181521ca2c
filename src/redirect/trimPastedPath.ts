/**
 * Characters that chats and mail programs append to a link. These are slashes, white space,
 * invisible characters, and punctuation in any script that ends a sentence or closes a quotation or
 * bracket. No code contains any of these.
 */
const pastedCharacter =
  /[/.,:;!"'*<>\u2026\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f\s\p{Pe}\p{Pf}\p{Cf}\p{Variation_Selector}]/u;
/**
 * Maximum number of characters to trim. Longer suffixes are not accidental, and each character
 * costs a comparison.
 */
const maxTrimmedCharacters = 64;

/**
 * Returns the path without all pasted characters at its end. An encoded `?` and everything after it
 * are removed too. `path` is decoded, without its leading slash.
 */
export function trimPastedPath(path: string): string {
  const queryAt = path.indexOf("?");
  const text = queryAt < 0 ? path : path.slice(0, queryAt);
  const tail = [...text.slice(-maxTrimmedCharacters)];
  let length = text.length;
  for (let character = tail.pop(); character !== undefined && pastedCharacter.test(character); ) {
    length -= character.length;
    character = tail.pop();
  }
  return text.slice(0, length);
}
