/**
 * Returns the forms in which a word may stand in what is searched: as titles are stored (NFC), and
 * decomposed (NFD), as URLs are kept that were given so, and titles that are not normalised yet. The
 * first is the word itself; for most words it is the only one.
 */
export function searchForms(word: string): string[] {
  return [...new Set([word, word.normalize("NFD")])];
}
