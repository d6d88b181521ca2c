/** Words that the project does not use, as regular expressions, and the words to use instead. */
const replacements: Record<string, string> = {
  "accidents?": "unexpected error",
  anew: "again",
  beside: "next to, or in addition to",
  "by itself": "automatically",
  "hindrances?": "failed check",
  "leads? (on|nowhere)": "redirect, or return 404",
  "look-ups?": "lookup",
  "mend(s|ed|ing)?": "fix",
  "of late": "recently",
  "one's own": "the user's own",
  patience: "timeout",
  "refus(e|es|ed|als?|ing)": "reject",
  somebody: "a user, or a visitor",
  "so that (they|it) may": "so that it can, or a second sentence",
  surroundings: "dependencies, or context",
  "tall(y|ies)": "counts",
  whence: "from where",
  whoever: "the user, the caller or the operator",
  "yardsticks?": "baseline",
};

const patterns = Object.entries(replacements).map(([words, instead]) => {
  const capitalized = words.replace(/^[a-z]/, (letter) => letter.toUpperCase());
  const either = words.replace(/^[a-z]/, (letter) => `[${letter}${letter.toUpperCase()}]`);
  // A word inside a name in camel case counts as well.
  const pattern = new RegExp(`(?:(?<![A-Za-z])${either}|(?<=[a-z])${capitalized})(?![a-z])`);
  return { pattern, instead };
});

/** Returns a line for each discouraged word of the text: its place, and what to write instead. */
export function findDiscouragedWords(path: string, text: string): string[] {
  return text.split("\n").flatMap((line, index) =>
    patterns.flatMap(({ pattern, instead }) => {
      const [word] = pattern.exec(line) ?? [];
      return word ? [`${path}:${index + 1}: "${word}". Write ${instead}.`] : [];
    }),
  );
}
