/**
 * Matches a host with a dot and without a scheme: `example.com`, `example.com:8080/path`,
 * `münchen.example`.
 */
const startsWithHost = /^[^\s:/?#@\\]+\.\p{L}[^\s:/?#@\\.]+(:\d+)?([/?#]|$)/u;

/** Invisible characters pasted before a URL. The service removes those after it. */
const leadingInvisible = /^[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/;

/** Adds the scheme to a text that is clearly a URL without one. */
export function addMissingScheme(text: string): string {
  const url = text.replace(leadingInvisible, "").trimEnd();
  return startsWithHost.test(url) ? `https://${url}` : text;
}
