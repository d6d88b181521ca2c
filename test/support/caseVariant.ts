/** Returns a variant of the name in upper and lower case, a different one for each number below 2^20. */
export function toCaseVariant(name: string, number: number): string {
  let letters = 0;
  return name
    .toLowerCase()
    .replace(/[a-z]/g, (letter) =>
      (number >> (letters++ % 20)) & 1 ? letter.toUpperCase() : letter,
    );
}
