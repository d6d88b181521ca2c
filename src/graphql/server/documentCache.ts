import { LRUCache } from "lru-cache";

const maxDocuments = 200;
/** Total of all documents. When parsed, each character can take up to a quarter of a kilobyte. */
const maxCharacters = 128 * 1024;

/**
 * Returns a cache of results by document. Its size in characters is bounded as well as the number
 * of entries, because callers choose the documents.
 */
export function createDocumentCache<Value extends object>(): LRUCache<string, Value> {
  return new LRUCache({
    max: maxDocuments,
    maxSize: maxCharacters,
    sizeCalculation: (_, document) => document.length + 1,
  });
}
