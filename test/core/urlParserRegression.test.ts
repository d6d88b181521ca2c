import { expect, test } from "vitest";
import { referrerHost } from "../../src/core/clicks/referrerHost.ts";
import { parseHostname } from "../../src/core/destinations/canonicalHostname.ts";
import { toDestinationUrl } from "../../src/core/links/originalUrl.ts";

/** After this many calls, V8 has compiled the reading functions to machine code. */
const many = 100_000;
const host = "xn--bcher-kva.example";

test.each([
  ["a destination", () => toDestinationUrl("https://bücher.example/")?.hostname],
  ["a host", () => parseHostname("Bücher.example")],
])("parsing %s with non-ASCII letters returns the same result every time", (_, read) => {
  const answers = new Set<unknown>();
  for (let count = 0; count < many; count++) answers.add(read());
  expect([...answers]).toEqual([host]);
});

test("parsing referrers with non-ASCII letters returns the same result every time", () => {
  const answers = new Set<unknown>();
  for (let count = 0; count < many; count++) {
    // As Node reads a header: a flat string with one byte per character.
    const referrer = Buffer.from(`https://bücher.example/${count}`, "latin1").toString("latin1");
    answers.add(referrerHost(referrer, "lnk7.test"));
  }
  expect([...answers]).toEqual([host]);
});
