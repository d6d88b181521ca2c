import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

/** In pixels: tabs, tabs on high-resolution screens, bookmarks. */
const sizes = [16, 32, 48];
const headerBytes = 6;
const entryBytes = 16;

/** Renders the icon in each size as PNG. */
async function draw(svg: string): Promise<Buffer[]> {
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const page = await browser.newPage();
  const images: Buffer[] = [];
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
    images.push(await page.screenshot({ omitBackground: true }));
  }
  await browser.close();
  return images;
}

/** Returns the ICO file: a header, an entry for each image, the images. */
function iconFile(images: Buffer[]): Buffer {
  const header = Buffer.alloc(headerBytes + entryBytes * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  images.forEach((image, at) => {
    const entry = headerBytes + entryBytes * at;
    const size = sizes[at] ?? 0;
    header.writeUInt8(size, entry);
    header.writeUInt8(size, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(image.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += image.length;
  });
  return Buffer.concat([header, ...images]);
}

const svg = readFileSync("src/web/icon.svg", "utf8");
writeFileSync("src/web/public/favicon.ico", iconFile(await draw(svg)));
