import { LRUCache } from "lru-cache";

const maxDocuments = 200;
/** Of all documents together: parsed, each character can take a quarter of a kilobyte. */
const maxCharacters = 128 * 1024;

/**
 * Returns a cache of what was found out about documents. Callers choose these, so they are bounded by
 * their size, and not by number alone.
 */
export function createDocumentCache<Value extends object>(): LRUCache<string, Value> {
  return new LRUCache({
    max: maxDocuments,
    maxSize: maxCharacters,
    sizeCalculation: (_, document) => document.length + 1,
  });
}
