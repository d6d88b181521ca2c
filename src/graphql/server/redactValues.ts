/** Error messages of GraphQL quote invalid values, and a value may be a password. */
const redactions: [quoted: RegExp, plain: string][] = [
  [/got invalid value .*?(?=(?: at "[\w.[\]]+")?; [^;]*$)/s, "got an invalid value"],
  [/(cannot represent (?:a )?(?:non[ -][\w ]+ )?value): .*$/s, "$1."],
  // An enum value in the document is a name, which is no secret. In a variable it is any text.
  [/^Value "(?!\w+" does not exist).*" (does not exist in "\w+" enum\.)/s, "The value $1"],
  [/; Value ".*" (does not exist in "\w+" enum\.)/s, "; The value $1"],
  [/(Expected value of type "[^"]+"), found .*$/s, "$1."],
  [/found ((?:Block)?String) ".*"/s, "found $1"],
];

/** Returns the message without the values that it quotes. */
export function redactValues(message: string): string {
  return redactions.reduce(
    (text, [pattern, replacement]) => text.replace(pattern, replacement),
    message,
  );
}
