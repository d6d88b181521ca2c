/** Within a URL, direction marks and what shows nothing make it look like another. */
const invisibleCharacters =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

/** Returns the URL as it is shown: such characters percent-encoded, as browsers send them. */
export function toDisplayUrl(url: string): string {
  return url.replace(invisibleCharacters, (character) => encodeURIComponent(character));
}
