import { InvalidPageError } from "../errors.ts";

/** A page of a connection, as Relay asks for it. */
export interface Window {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}

const defaultSize = 20;
const maximumSize = 100;

/**
 * How many from where: from the end, or from the cursor back, where `isBackwards`. Throws
 * InvalidPageError for a window that leaves open what is meant, and for not 1 to 100.
 */
export function acceptWindow({ first, after, last, before }: Window) {
  if (after != null && before != null) throw openWindow("after", "before");
  if (first != null && before != null) throw openWindow("first", "before");
  if (last != null && after != null) throw openWindow("last", "after");
  const size = first ?? last ?? defaultSize;
  if (size < 1 || size > maximumSize) {
    throw new InvalidPageError(`Ask for 1 to ${maximumSize} at once.`);
  }
  return { size, isBackwards: last != null || before != null, cursor: after ?? before ?? null };
}

function openWindow(one: string, other: string): InvalidPageError {
  return new InvalidPageError(`${one} and ${other} cannot be used together.`);
}
