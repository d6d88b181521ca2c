/**
 * What chats and mail programs take for the end of a link: a slash, punctuation that ends a sentence or
 * closes a quotation or a bracket, in any script, white space, and characters that cannot be seen. No code
 * holds any of these.
 */
const pastedCharacter =
  /[/.,:;!"'*<>\u2026\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f\s\p{Pe}\p{Pf}\p{Cf}\p{Variation_Selector}]/u;
/** As much is taken off, in characters: more is no accident, and each costs a comparison. */
const maxTrimmedCharacters = 64;

/**
 * The path without what is glued to its end, all at once: with an encoded `?`, that and what follows.
 * `path` is decoded, without its leading slash.
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
