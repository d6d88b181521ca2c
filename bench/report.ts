/** A measured ratio or size, with its target. */
export interface Measurement {
  what: string;
  value: number;
  target?: { atLeast: number } | { atMost: number };
  unit?: "MB" | "ms" | "1/s";
}

/** Returns the median of several runs. The machines are shared, and a mean would follow outliers. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Returns whether a figure meets its target. */
export function isTargetMet({ value, target }: Measurement): boolean {
  if (!target) return true;
  return "atLeast" in target ? value >= target.atLeast : value <= target.atMost;
}

/** Formats the figures as a table for a terminal. */
export function formatTable(figures: Measurement[]): string {
  const rows = figures.map((figure) => {
    const { what, value, target, unit } = figure;
    const goal = target ? ("atLeast" in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`) : "";
    const shown = `${value.toFixed(unit ? 0 : 2)}${unit ? ` ${unit}` : ""}`;
    return [what, shown, goal, target ? (isTargetMet(figure) ? "reached" : "SHORT") : ""] as const;
  });
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => row[column as 0 | 1 | 2].length)),
  );
  return rows
    .map(([what, ...rest]) =>
      [
        what.padEnd(widths[0] ?? 0),
        ...rest.map((cell, i) => cell.padStart(widths[i + 1] ?? 0)),
      ].join("  "),
    )
    .join("\n");
}
