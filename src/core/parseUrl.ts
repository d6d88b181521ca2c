/**
 * The URL that a text is (WHATWG URL); null where it is none. Where `URL.canParse` has become machine
 * code, which takes some thousand calls, Node 20 and 22 answer false to letters such as `ü`.
 */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
