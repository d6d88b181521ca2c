import { expect, test } from "vitest";
import { isolate } from "../../src/web/lib/isolate.ts";

test("isolates text that could reverse its context and leaves other text unchanged", () => {
  for (const plain of ["", "Köln & more", "\u65e5\u672c\u8a9e", "\u{1f600}", "a\u200db"]) {
    expect(isolate(plain)).toBe(plain);
  }
  expect(isolate("\u202eabc")).toBe("\u2068\u202eabc\u2069");
  expect(isolate("\u05e9\u05dc\u05d5\u05dd")).toBe("\u2068\u05e9\u05dc\u05d5\u05dd\u2069");
  expect(isolate("\u200f!")).toBe("\u2068\u200f!\u2069");
});

test("no text can end its own isolation or leave an inner one open", () => {
  expect(isolate("a\u2069\u202eb")).toBe("\u2068a\u202eb\u2069");
  expect(isolate("\u2066a\u2069\u2069b")).toBe("\u2068\u2066a\u2069b\u2069");
  expect(isolate("\u2067a\u2068b")).toBe("\u2068\u2067a\u2068b\u2069\u2069\u2069");
});
