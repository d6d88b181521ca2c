import { expect, test } from "vitest";
import { OverloadedError, QueueFullError, ReadTimeoutError } from "../../src/core/errors.ts";
import { createPasswordQueue } from "../../src/core/passwords/passwordQueue.ts";
import { createAccountQueues } from "../../src/core/queues/accountQueues.ts";
import { ReadTimeoutError as StatementTimeoutError } from "../../src/db/databaseErrors.ts";
import type { Reader } from "../../src/db/reader.ts";

const held = () => new Promise<never>(() => {});

/** Creates queues with one read at a time, and lists the limits that have rejected a task. */
function turnsWith() {
  const rejections: string[] = [];
  const reader = { concurrency: 1 } as Reader;
  const runInTimeSlice = async <Result>(work: () => Result | Promise<Result>) => work();
  const turns = createAccountQueues({ reader, maxConcurrentWrites: 1, runInTimeSlice }, (limit) =>
    rejections.push(limit),
  );
  return { turns, rejections };
}

test("counts a read that exceeds its deadline", async () => {
  const { turns, rejections } = turnsWith();

  const read = turns.read(1, () => Promise.reject(new StatementTimeoutError()));

  await expect(read).rejects.toThrow(ReadTimeoutError);
  expect(rejections).toEqual(["readTimeout"]);
});

test("counts reads beyond the 5,000 that can wait per account, but no failed reads", async () => {
  const { turns, rejections } = turnsWith();
  await expect(turns.read(1, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  for (let number = 0; number < 5_001; number++) void turns.read(1, held);

  await expect(turns.read(1, held)).rejects.toThrow(QueueFullError);
  expect(rejections).toEqual(["queuePerAccount"]);
});

test("counts reads beyond the 20,000 that can wait in total", async () => {
  const { turns, rejections } = turnsWith();
  for (let number = 0; number < 20_001; number++) void turns.read(number % 5, held);

  await expect(turns.read(9, held)).rejects.toThrow(OverloadedError);
  expect(rejections).toEqual(["queue"]);
});

test("counts passwords that are rejected by the limit per network and the total limit", async () => {
  const rejections: string[] = [];
  const queue = createPasswordQueue(1, (limit) => rejections.push(limit));
  const run = (key: string) => queue.run({ purpose: "registration", key }, held);
  for (let number = 0; number < 51; number++) void run("network 1");

  await expect(run("network 1")).rejects.toThrow(QueueFullError);
  for (let number = 51; number < 100; number++) void run(`network ${number}`);
  await expect(run("network 100")).rejects.toThrow(OverloadedError);
  expect(rejections).toEqual(["passwordQueuePerKey", "passwordQueue"]);
});
