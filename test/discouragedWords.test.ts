import { expect, test } from "vitest";
import { findDiscouragedWords } from "../scripts/discouragedWords.ts";

test("names the line of a discouraged word and what to write instead", () => {
  const text = "The server rejects it.\nThe server Refused it, anew.\n";

  expect(findDiscouragedWords("docs/page.md", text)).toEqual([
    'docs/page.md:2: "anew". Write again.',
    'docs/page.md:2: "Refused". Write reject.',
  ]);
});

test("finds words inside names in camel case, but not inside other words", () => {
  const found = (text: string) => findDiscouragedWords("a.ts", text).length;

  expect(["onRefused", "refusedToken", "isRefused("].map(found)).toEqual([1, 1, 1]);
  expect(["mendacious", "recommended", "totally", "refuseniks"].map(found)).toEqual([0, 0, 0, 0]);
});
