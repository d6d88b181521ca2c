import { encode } from "uqr";
import { expect, test } from "vitest";
import { world } from "../support/world.ts";

test("a link's QR code is an image of its short URL and its quiet zone", async () => {
  const { person } = await world();
  const alice = await person("alice");
  await alice.createsLink({ short_code: "poster" });

  const { body } = await alice.runs('{ link(by: { shortCode: "poster" }) { qrCode } }');

  const svg: string = body.data.link.qrCode;
  const { size, data } = encode("http://lnk7.test/poster", { ecc: "M", border: 4 });
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^<]*>.*<\/svg>$/s);
  expect(svg).not.toMatch(/<script|<image|href|on\w+=/i);
  const dark = [...svg.matchAll(/M(\d+),(\d+)/g)].map(([, x, y]) => `${x},${y}`);
  const scale = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]) / size;
  const expected = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`${x * scale},${y * scale}`] : [])),
  );
  expect(dark).toEqual(expected);
});

test("a token tells how many of its links there are", async () => {
  const { person } = await world();
  const alice = await person("alice");
  const one = await alice.createsLink();
  await alice.createsLink();
  const count = async () =>
    (await alice.runs("{ viewer { tokens { nodes { linkCount } } } }")).body.data.viewer.tokens
      .nodes;

  expect(await count()).toEqual([{ linkCount: 2 }]);
  await alice.delete(`/api/v1/links/${one.id}`);
  expect(await count()).toEqual([{ linkCount: 1 }]);
});
