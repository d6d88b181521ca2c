/** True for what every database keeps as text, as it is: whole characters, none of them zero. */
export function isText(value: string): boolean {
  return !value.includes("\0") && value.isWellFormed();
}
