import { renderSVG } from "uqr";

/** Width of the empty margin around the code, in modules, as the QR code standard requires. */
const quietZone = 4;

/** Returns a QR code with the URL, as an SVG image. It is readable with up to 15 % of it damaged. */
export function qrCode(url: string): string {
  return renderSVG(url, { ecc: "M", border: quietZone });
}
