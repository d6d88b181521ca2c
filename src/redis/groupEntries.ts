import type { Entry } from "./clickStream.ts";

/**
 * Parts entries into groups, in their order, each of which has at most so many rows, or one entry. An
 * entry that does not say how many it has is alone.
 */
export function groupEntries(entries: Entry[], rowsAtMost: number): Entry[][] {
  const groups: Entry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const { rows = rowsAtMost } = entry;
    const last = groups.at(-1);
    if (last && rows <= room) last.push(entry);
    else {
      groups.push([entry]);
      room = rowsAtMost;
    }
    room -= rows;
  }
  return groups;
}
