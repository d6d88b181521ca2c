import { expect, test } from "vitest";
import { createDocumentCache } from "../../src/graphql/server/documentCache.ts";

test("limits cached documents by size, so that no document fills the cache", () => {
  const cache = createDocumentCache();
  const sizeAfter = (count: number, length: number) => {
    for (let number = 0; number < count; number++) {
      cache.set(String(number).padEnd(length, " "), {});
    }
    return cache.size;
  };

  expect([sizeAfter(1_000, 100), sizeAfter(1_000, 13_000), sizeAfter(10, 200_000)]).toEqual([
    200, 10, 10,
  ]);
});
