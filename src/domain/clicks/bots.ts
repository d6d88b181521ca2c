import { isbot } from "isbot";
import { LRUCache } from "lru-cache";

const longestUserAgent = 512;

const known = new LRUCache<string, boolean>({ max: 10_000 });

/** True for the user agent of a program that visits by itself. Judged by its first 512 characters. */
export function isBot(userAgent: string): boolean {
  const shortened = userAgent.slice(0, longestUserAgent);
  let answer = known.get(shortened);
  if (answer === undefined) {
    answer = isbot(shortened);
    known.set(shortened, answer);
  }
  return answer;
}
