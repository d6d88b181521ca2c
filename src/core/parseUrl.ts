/**
 * Returns the URL that the text contains (WHATWG URL), or null if it is not valid. `URL.canParse`
 * is not used. In Node 20 and 22 it returns false for letters such as `ü` once compiled to machine
 * code, after some thousand calls.
 */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
