/**
 * Returns the forms in which a word may occur in the searched text. Titles are stored in NFC. NFD
 * occurs in URLs that were submitted in it, and in titles that are not normalised yet. The first form
 * is the word itself; for most words it is the only one.
 */
export function searchForms(word: string): string[] {
  return [...new Set([word, word.normalize("NFD")])];
}
