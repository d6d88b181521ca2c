/** Byte sequences that are not valid UTF-8, by their fault. */
export const invalidUtf8: Record<string, number[]> = {
  "é in Windows' code page": [0xe9],
  "an overlong slash": [0xc0, 0xaf],
  "an overlong zero": [0xc0, 0x80],
  "half of a surrogate pair": [0xed, 0xa0, 0x80],
  "a surrogate pair, each half for itself": [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80],
  "a point beyond Unicode": [0xf4, 0x90, 0x80, 0x80],
  "a character cut off": [0xe2, 0x82],
  "a byte that never comes": [0xff],
};

/** Returns the text in UTF-8 with each `*` replaced by these bytes. */
export function withBytes(text: string, bytes: readonly number[]): Uint8Array<ArrayBuffer> {
  const parts = text.split("*").map((part) => Buffer.from(part));
  const joined = parts.flatMap((part, number) => (number === 0 ? [...part] : [...bytes, ...part]));
  return Uint8Array.from(joined);
}
