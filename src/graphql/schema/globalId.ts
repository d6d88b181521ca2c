import { decodeGlobalID } from "@pothos/plugin-relay";

const positiveInteger = /^[1-9][0-9]*$/;
/** ID that no row has. */
const noRowId = 0;

/** Returns the row ID in a decoded global ID, or `noRowId` if it is not a positive integer. */
export function parseRowId(id: string): number {
  const number = positiveInteger.test(id) ? Number(id) : noRowId;
  return Number.isSafeInteger(number) ? number : noRowId;
}

/** Returns the row ID in a global ID of the type, or `noRowId` for any other text. */
export function parseGlobalId(type: string, globalId: string): number {
  try {
    const { typename, id } = decodeGlobalID(globalId);
    return typename === type ? parseRowId(id) : noRowId;
  } catch {
    return noRowId;
  }
}
