import type { QrCodeImage } from "./qrCodeImage.ts";

/** Returns the image as an SVG document. Adjacent dark modules of a row are one rectangle. */
export function drawSvg({ modules, size, foreground, background }: QrCodeImage): string {
  const width = modules.length;
  const path = modules.flatMap(darkRuns).join("");
  const pixels = size === null ? "" : ` width="${size}" height="${size}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg"${pixels} viewBox="0 0 ${width} ${width}" shape-rendering="crispEdges"><rect width="${width}" height="${width}" fill="${background}"/><path fill="${foreground}" d="${path}"/></svg>`;
}

function darkRuns(row: boolean[], y: number): string[] {
  const runs: string[] = [];
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x++;
    const length = x + 1 - start;
    runs.push(`M${start},${y}h${length}v1h-${length}z`);
  }
  return runs;
}
