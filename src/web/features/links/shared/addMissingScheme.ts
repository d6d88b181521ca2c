/** A host with a dot, no scheme before it: `example.com`, `example.com:8080/path`, `münchen.example`. */
const startsWithHost = /^[^\s:/?#@\\]+\.\p{L}[^\s:/?#@\\.]+(:\d+)?([/?#]|$)/u;

/** What is pasted along before a URL and cannot be seen. The service takes off what is behind it. */
const leadingInvisible = /^[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/;

/** Puts the scheme before what is surely the address of a page that was given without one. */
export function addMissingScheme(text: string): string {
  const url = text.replace(leadingInvisible, "").trimEnd();
  return startsWithHost.test(url) ? `https://${url}` : text;
}
