import { inflateSync } from "node:zlib";
import { encode } from "uqr";
import { expect, test } from "vitest";
import { createWorld } from "../support/world.ts";

/** Creates a link, and returns a function that queries its QR code. */
async function poster() {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  await alice.createLink({ short_code: "poster" });
  const ask = async (list: string) =>
    (await alice.graphql(`{ link(by: { shortCode: "poster" }) { qrCode${list} } }`)).body;
  return { ask, qrCode: async (list: string) => (await ask(list)).data.link.qrCode as string };
}

const modulesWithMargin = (border: number) =>
  encode("http://lnk7.test/poster", { ecc: "M", border }).data;

/** Returns the modules that the rectangles of an SVG cover. */
function modulesOfSvg(svg: string): boolean[][] {
  const width = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const modules = Array.from({ length: width }, () => Array<boolean>(width).fill(false));
  for (const [, x, y, length] of svg.matchAll(/M(\d+),(\d+)h(\d+)v1h-\3z/g)) {
    modules[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
  }
  return modules;
}

/** Returns the size, the palette and the pixels of a PNG with one bit per pixel. */
function decodePng(png: Buffer) {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    chunks.set(
      png.toString("latin1", at + 4, at + 8),
      png.subarray(at + 8, at + 8 + png.readUInt32BE(at)),
    );
  }
  const header = chunks.get("IHDR") as Buffer;
  const size = header.readUInt32BE(0);
  const rows = inflateSync(chunks.get("IDAT") as Buffer);
  const bytesPerRow = 1 + Math.ceil(size / 8);
  const pixel = (x: number, y: number) =>
    ((rows[y * bytesPerRow + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
  return { size, palette: chunks.get("PLTE")?.toString("hex"), pixel };
}

test("the QR code of a link encodes its short URL with a quiet zone", async () => {
  const { qrCode } = await poster();

  const svg = await qrCode("");

  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^<]*>.*<\/svg>$/s);
  expect(svg).not.toMatch(/<script|<image|href|on\w+=/i);
  expect(modulesOfSvg(svg)).toEqual(modulesWithMargin(4));
});

test("an SVG has the requested size, margin and colours", async () => {
  const { qrCode } = await poster();

  const svg = await qrCode('(size: 300, margin: 0, foreground: "#102030", background: "#FFEEDD")');

  expect(svg).toContain('width="300" height="300"');
  expect(svg).toContain('fill="#102030"');
  expect(svg).toContain('fill="#FFEEDD"');
  expect(modulesOfSvg(svg)).toEqual(modulesWithMargin(0));
});

test("a PNG has exactly the requested size, and its pixels are the modules", async () => {
  const { qrCode } = await poster();
  const modules = modulesWithMargin(2);

  for (const size of [64, 100, 512, 2_048]) {
    const url = await qrCode(
      `(format: PNG, size: ${size}, margin: 2, foreground: "#102030", background: "#ffeedd")`,
    );
    const png = decodePng(Buffer.from(url.replace("data:image/png;base64,", ""), "base64"));
    expect([png.size, png.palette]).toEqual([size, "ffeedd102030"]);
    const scale = Math.floor(size / modules.length);
    const offset = Math.floor((size - scale * modules.length) / 2);
    expect(
      modules.map((row, y) =>
        row.map((_, x) => png.pixel(offset + x * scale, offset + (y + 1) * scale - 1)),
      ),
    ).toEqual(modules);
    expect([png.pixel(0, 0), png.pixel(size - 1, size - 1)]).toEqual([false, false]);
  }
});

test.each([
  ["(size: 63)", "size must be a whole number from 64 to 2048.", "size"],
  ["(size: 2049, format: PNG)", "size must be a whole number from 64 to 2048.", "size"],
  ["(margin: -1)", "margin must be a whole number from 0 to 16.", "margin"],
  ["(margin: 17)", "margin must be a whole number from 0 to 16.", "margin"],
  ['(foreground: "red")', "foreground must be a colour such as #1a2b3c.", "foreground"],
  [
    '(background: "#fff\\"/><script>")',
    "background must be a colour such as #1a2b3c.",
    "background",
  ],
  [
    '(foreground: "#eeeeee")',
    "The colours are too similar for a camera. Use a contrast ratio of at least 3.",
    "foreground",
  ],
])("rejects the options %s", async (list, message, field) => {
  const { ask } = await poster();

  expect(await ask(list)).toEqual({
    data: { link: { qrCode: null } },
    errors: [
      {
        message,
        path: ["link", "qrCode"],
        locations: [expect.any(Object)],
        extensions: { code: "BAD_USER_INPUT", path: [field] },
      },
    ],
  });
});

test("a token reports the number of its links", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  const one = await alice.createLink();
  await alice.createLink();
  const count = async () =>
    (await alice.graphql("{ viewer { tokens { nodes { linkCount } } } }")).body.data.viewer.tokens
      .nodes;

  expect(await count()).toEqual([{ linkCount: 2 }]);
  await alice.delete(`/api/v1/links/${one.id}`);
  expect(await count()).toEqual([{ linkCount: 1 }]);
});
