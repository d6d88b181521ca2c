import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { addHash, emptySketch, estimateVisitors } from "../../src/core/clicks/visitorSketch.ts";

const markOf = (visitor: string) => createHash("sha256").update(visitor).digest().subarray(0, 8);

test("estimates visitors with a standard error of 1.6 %, independent of the hashes", () => {
  const sizes = [1, 100, 1_000, 5_000, 10_000, 20_000];
  const squares = new Map<number, number>();
  const runs = 10;
  for (let run = 0; run < runs; run++) {
    const sketch = emptySketch();
    for (let visitor = 1; visitor <= 20_000; visitor++) {
      addHash(sketch, markOf(`${run} ${visitor}`));
      if (!sizes.includes(visitor)) continue;
      const error = estimateVisitors(sketch) / visitor - 1;
      expect(Math.abs(error), `${visitor} visitors`).toBeLessThan(5 * 0.0163);
      squares.set(visitor, (squares.get(visitor) ?? 0) + error ** 2);
    }
  }
  // The runs are deterministic.
  for (const [visitors, square] of squares) {
    expect(Math.sqrt(square / runs), `${visitors} visitors`).toBeLessThan(1.5 * 0.0163);
  }
});

test("counts a visitor once and reports whether the sketch changed", () => {
  const sketch = emptySketch();
  expect(estimateVisitors(sketch)).toBe(0);
  expect(addHash(sketch, markOf("a visitor"))).toBe(true);
  const once = Buffer.from(sketch);
  expect(addHash(sketch, markOf("a visitor"))).toBe(false);
  expect([sketch.equals(once), estimateVisitors(sketch)]).toEqual([true, 1]);
});

test("accepts extreme hashes and sketches that are full or invalid", () => {
  const sketch = emptySketch();
  expect(addHash(sketch, Buffer.alloc(8))).toBe(true);
  expect(sketch[0]).toBe(53);
  expect(addHash(sketch, Buffer.alloc(8, 0xff))).toBe(true);
  expect(sketch[4_095]).toBe(1);
  expect(estimateVisitors(sketch)).toBe(2);
  expect(addHash(sketch, Buffer.alloc(7))).toBe(false);
  expect(estimateVisitors(Buffer.alloc(4_096, 53))).toBe(
    estimateVisitors(Buffer.alloc(4_096, 255)),
  );
});
