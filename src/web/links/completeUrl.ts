/** A host with a dot, no scheme before it: `example.com`, `example.com:8080/path`, `münchen.example`. */
const startsWithHost = /^[^\s:/?#@\\]+\.\p{L}[^\s:/?#@\\.]+(:\d+)?([/?#]|$)/u;

/** Puts the scheme before what is surely the address of a page that was given without one. */
export function completeUrl(text: string): string {
  const address = text.trim();
  return startsWithHost.test(address) ? `https://${address}` : text;
}
