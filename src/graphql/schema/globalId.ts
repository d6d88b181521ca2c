import { decodeGlobalID } from "@pothos/plugin-relay";

const positiveInteger = /^[1-9][0-9]*$/;
/** The id of no row. */
const noRowId = 0;

/** The row that a decoded global id names: one without a row where it is not exactly a number. */
export function parseRowId(id: string): number {
  const number = positiveInteger.test(id) ? Number(id) : noRowId;
  return Number.isSafeInteger(number) ? number : noRowId;
}

/** The row that a global id names among those of a type; one without a row for any other text. */
export function parseGlobalId(type: string, globalId: string): number {
  try {
    const { typename, id } = decodeGlobalID(globalId);
    return typename === type ? parseRowId(id) : noRowId;
  } catch {
    return noRowId;
  }
}
