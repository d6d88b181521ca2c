import { expect, test } from "vitest";
import {
  createFairQueue,
  type FairQueueOptions,
  type TaskOptions,
} from "../../src/core/queues/fairQueue.ts";

const open: FairQueueOptions = {
  concurrency: 1,
  maxWaitingPerKey: 200,
  maxWaiting: 1_000,
  createKeyLimitError: () => new Error("This key has too much waiting."),
  createOverloadError: () => new Error("Too much is waiting."),
};

/** Creates a queue whose tasks run until released. Records the order in which they start. */
function heldQueue(settings: Partial<FairQueueOptions> = {}) {
  const queue = createFairQueue({ ...open, ...settings });
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  return {
    begun,
    queue,
    add: (name: string, turn: TaskOptions) =>
      queue.run(turn, () => {
        begun.push(name);
        return new Promise<void>((resolve) => ends.push(resolve));
      }),
    /** Completes the oldest task, so that the next one starts. */
    endOne: async () => {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
    endAll: async () => {
      while (ends.length > 0) {
        ends.shift()?.();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

test("fifty tasks of one key delay a task of another key by at most one", async () => {
  const { begun, add, endOne } = heldQueue();
  for (let number = 1; number <= 50; number++) void add(`a${number}`, { key: "a" });
  await endOne();
  void add("b", { key: "b" });
  await endOne();

  expect(begun).toEqual(["a1", "a2", "b"]);
});

test("alternates between keys, in order of arrival within each key", async () => {
  const { begun, add, endAll } = heldQueue();
  for (const name of ["a1", "a2", "a3", "b1", "b2", "c1"]) void add(name, { key: name.charAt(0) });
  await endAll();

  expect(begun).toEqual(["a1", "b1", "c1", "a2", "b2", "a3"]);
});

test("gives a free slot to a key that is not running yet when there are several slots", async () => {
  const { begun, add, endOne } = heldQueue({ concurrency: 3 });
  for (const name of ["a1", "a2", "a3", "a4", "b1", "c1"]) void add(name, { key: name.charAt(0) });
  await endOne();
  await endOne();

  expect(begun).toEqual(["a1", "a2", "a3", "b1", "c1"]);
});

test("prefers urgent tasks and gives every fifth turn to less urgent ones", async () => {
  const { begun, add, endAll } = heldQueue();
  void add("first", { key: "a" });
  for (let number = 1; number <= 2; number++) void add(`late${number}`, { key: "a", priority: 1 });
  for (let number = 1; number <= 6; number++) void add(`soon${number}`, { key: "b" });
  await endAll();

  expect(begun).toEqual([
    ...["first", "soon1", "soon2", "soon3", "soon4", "late1"],
    ...["soon5", "soon6", "late2"],
  ]);
});

test("does not starve any of three priorities", async () => {
  const { begun, add, endOne } = heldQueue();
  void add("first", { key: "a" });
  for (let number = 1; number <= 40; number++) {
    for (const priority of [0, 1, 2]) void add(String(priority), { key: "a", priority });
  }
  for (let turn = 0; turn < 25; turn++) await endOne();

  expect(begun.slice(1).join("")).toBe("0000100001000010000100002");
});

test("rejects tasks beyond the limit per key and the total limit", async () => {
  const { begun, add, endAll } = heldQueue({ maxWaitingPerKey: 2, maxWaiting: 3 });
  for (const name of ["a1", "a2", "a3"]) void add(name, { key: "a" });
  await expect(add("a4", { key: "a" })).rejects.toThrow("This key has too much waiting.");
  void add("b1", { key: "b" });
  await expect(add("c1", { key: "c" })).rejects.toThrow("Too much is waiting.");
  await endAll();

  expect(begun).toEqual(["a1", "b1", "a2", "a3"]);
});

test("skips aborted tasks and releases finished ones", async () => {
  const { begun, queue, add, endAll } = heldQueue();
  const gone = new AbortController();
  void add("a1", { key: "a" });
  const abandoned = add("b1", { key: "b", signal: gone.signal });
  void add("c1", { key: "c" });
  gone.abort(new Error("The caller is gone."));
  await expect(abandoned).rejects.toThrow("The caller is gone.");
  expect(queue.waitingCount()).toBe(1);
  await endAll();

  expect(begun).toEqual(["a1", "c1"]);
  await expect(add("b2", { key: "b", signal: gone.signal })).rejects.toThrow("The caller is gone.");
  expect(queue.waitingCount()).toBe(0);
});

test("a failed task ends its turn", async () => {
  const queue = createFairQueue(open);
  const failing = queue.run({ key: "a" }, async () => {
    throw new Error("It failed.");
  });

  expect(await queue.run({ key: "b" }, async () => "done")).toBe("done");
  await expect(failing).rejects.toThrow("It failed.");
});
