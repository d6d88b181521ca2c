import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createTimeSlicer } from "../../src/db/timeSlicing.ts";

function hold(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

test("runs concurrent tasks in order and lets the event loop continue in between", async () => {
  const runInTimeSlice = createTimeSlicer();
  const done: string[] = [];
  const piece = (name: string) =>
    runInTimeSlice(() => {
      hold(4);
      done.push(name);
    });
  const pieces = ["a", "b", "c", "d", "e", "f"].map(piece);
  const turns = (async () => {
    while (done.length < 6) {
      await nextTurn();
      done.push("|");
    }
  })();
  await Promise.all([...pieces, turns]);

  const order = done.join("");
  expect(order.replaceAll("|", "")).toBe("abcdef");
  // Two tasks of 4 ms exceed the budget of a turn.
  expect(order).not.toMatch(/[a-f]{3}/);
});

test("a caller with endless tasks does not delay other callers", async () => {
  const runInTimeSlice = createTimeSlicer();
  let isServed = false;
  let pieces = 0;
  const piece = () => {
    hold(8);
    pieces += 1;
  };
  const greedy = (async () => {
    while (!isServed && pieces < 100) await runInTimeSlice(piece);
  })();
  await nextTurn();
  const other = runInTimeSlice(() => {
    isServed = true;
  });
  await Promise.all([greedy, other]);

  expect(pieces).toBeLessThan(5);
});

test("failed and pending tasks do not block the next task", async () => {
  const runInTimeSlice = createTimeSlicer();
  const failing = runInTimeSlice(() => {
    hold(8);
    throw new Error("It failed.");
  });
  const endless = runInTimeSlice(() => new Promise(() => {}));
  const next = runInTimeSlice(async () => "done");

  await expect(failing).rejects.toThrow("It failed.");
  expect(await next).toBe("done");
  expect(await Promise.race([endless, nextTurn("pending")])).toBe("pending");
});
