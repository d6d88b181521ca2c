/** Direction marks and invisible characters make a URL look like another one. */
const invisibleCharacters =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

/** Returns the URL for display, with these characters percent-encoded as browsers send them. */
export function toDisplayUrl(url: string): string {
  return url.replace(invisibleCharacters, (character) => encodeURIComponent(character));
}
