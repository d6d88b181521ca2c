import { decodeGlobalID } from "@pothos/plugin-relay";

const positiveInteger = /^[1-9][0-9]*$/;
/** The id of no row. */
const nothing = 0;

/** The row that a decoded global id names: one without a row where it is not exactly a number. */
export function rowId(id: string): number {
  const number = positiveInteger.test(id) ? Number(id) : nothing;
  return Number.isSafeInteger(number) ? number : nothing;
}

/** The row that a global id names among those of a type; one without a row for any other text. */
export function rowIdOf(type: string, globalId: string): number {
  try {
    const { typename, id } = decodeGlobalID(globalId);
    return typename === type ? rowId(id) : nothing;
  } catch {
    return nothing;
  }
}
