import { crc32, deflateSync } from "node:zlib";
import type { QrCodeImage } from "./qrCodeImage.ts";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const defaultSize = 512;

/**
 * Returns the image as a PNG with a palette of two colours and one bit per pixel (ISO/IEC 15948). All
 * modules have the same width in pixels. What remains of the size is margin.
 */
export function drawPng({ modules, size, foreground, background }: QrCodeImage): Buffer {
  const pixels = size ?? defaultSize;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  // Bit depth 1, colour type 3 (palette), and the only methods that the standard defines.
  header.set([1, 3, 0, 0, 0], 8);
  const palette = Buffer.from(background.slice(1) + foreground.slice(1), "hex");
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", deflateSync(drawRows(modules, pixels))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Returns the rows of pixels, each after the number of its filter: none. */
function drawRows(modules: boolean[][], pixels: number): Buffer {
  const scale = Math.floor(pixels / modules.length);
  const offset = Math.floor((pixels - scale * modules.length) / 2);
  const bytesPerRow = 1 + Math.ceil(pixels / 8);
  const rows = Buffer.alloc(bytesPerRow * pixels);
  for (const [y, row] of modules.entries()) {
    const line = Buffer.alloc(bytesPerRow);
    for (let x = offset; x < offset + scale * row.length; x++) {
      if (!row[Math.floor((x - offset) / scale)]) continue;
      const byte = 1 + (x >> 3);
      line[byte] = (line[byte] ?? 0) | (0x80 >> (x & 7));
    }
    const first = offset + y * scale;
    for (let pixel = first; pixel < first + scale; pixel++) rows.set(line, pixel * bytesPerRow);
  }
  return rows;
}

function chunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(content.length + 8);
  frame.writeUInt32BE(data.length, 0);
  content.copy(frame, 4);
  frame.writeUInt32BE(crc32(content), content.length + 4);
  return frame;
}
