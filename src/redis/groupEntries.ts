import type { StreamEntry } from "./clickStream.ts";

/**
 * Parts entries into groups, in their order, each of which has at most so many rows, or one entry. An
 * entry that does not say how many it has is alone.
 */
export function groupEntries(entries: StreamEntry[], maxRows: number): StreamEntry[][] {
  const groups: StreamEntry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const { rows = maxRows } = entry;
    const last = groups.at(-1);
    if (last && rows <= room) last.push(entry);
    else {
      groups.push([entry]);
      room = maxRows;
    }
    room -= rows;
  }
  return groups;
}
