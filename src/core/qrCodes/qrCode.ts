import { encode } from "uqr";
import { InvalidQrCodeError } from "../errors.ts";
import { contrastRatio, parseColor } from "./color.ts";
import { drawPng } from "./pngImage.ts";
import type { QrCodeImage } from "./qrCodeImage.ts";
import { drawSvg } from "./svgImage.ts";

/** How a QR code is drawn. */
export interface QrCodeOptions {
  /** Width and height in pixels. Null: an SVG scales to any size, a PNG has 512. */
  size: number | null;
  /** Width of the empty margin, in modules. */
  margin: number;
  /** Colours as `#rrggbb`. */
  foreground: string;
  background: string;
}

export const sizeBounds = { min: 64, max: 2_048 };
export const marginBounds = { min: 0, max: 16 };
/** The QR code standard (ISO/IEC 18004) requires four modules. */
export const defaultMargin = 4;
/** The lowest contrast between large text and its background (WCAG 2.2, 1.4.11). */
const minContrastRatio = 3;

/**
 * Returns a QR code with the URL as an SVG document. It is readable with up to 15 % of it damaged.
 * Throws InvalidQrCodeError for a size outside 64 to 2,048, a margin outside 0 to 16, an invalid
 * colour, and for colours that a camera cannot distinguish.
 */
export function qrCodeSvg(url: string, options: QrCodeOptions): string {
  return drawSvg(createImage(url, options));
}

/** Returns the same as a PNG image, of exactly the size. Throws the same errors. */
export function qrCodePng(url: string, options: QrCodeOptions): Buffer {
  return drawPng(createImage(url, options));
}

function createImage(url: string, options: QrCodeOptions): QrCodeImage {
  const { size, margin, foreground, background } = options;
  if (size !== null) requireBetween("size", size, sizeBounds);
  requireBetween("margin", margin, marginBounds);
  const contrast = contrastRatio(
    requireColor("foreground", foreground),
    requireColor("background", background),
  );
  if (contrast < minContrastRatio) {
    throw new InvalidQrCodeError(
      "The colours are too similar for a camera. Use a contrast ratio of at least 3.",
      "foreground",
    );
  }
  const { data: modules } = encode(url, { ecc: "M", border: margin });
  if (size !== null && size < modules.length) {
    throw new InvalidQrCodeError(
      `The size is too small for this code. Use at least ${modules.length} pixels.`,
      "size",
    );
  }
  return { modules, size, foreground, background };
}

function requireBetween(
  field: string,
  value: number,
  { min, max }: { min: number; max: number },
): void {
  if (value >= min && value <= max) return;
  throw new InvalidQrCodeError(`${field} must be a whole number from ${min} to ${max}.`, field);
}

function requireColor(field: string, text: string): [number, number, number] {
  const color = parseColor(text);
  if (color) return color;
  throw new InvalidQrCodeError(`${field} must be a colour such as #1a2b3c.`, field);
}
