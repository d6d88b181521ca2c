import type { StreamEntry } from "./clickStream.ts";

/**
 * Splits entries into groups, in order. Each group has at most `maxRows` rows, or a single entry.
 * An entry without a known number of rows forms its own group.
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
