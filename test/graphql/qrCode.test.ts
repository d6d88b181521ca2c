import { encode } from "uqr";
import { expect, test } from "vitest";
import { createWorld } from "../support/world.ts";

test("the QR code of a link encodes its short URL with a quiet zone", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  await alice.createLink({ short_code: "poster" });

  const { body } = await alice.graphql('{ link(by: { shortCode: "poster" }) { qrCode } }');

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
