import { expect, onTestFinished, test } from "vitest";
import { createClickWriter } from "../../src/core/clicks/clickWriter.ts";
import { createPasswordHasher } from "../../src/core/passwords/passwordHasher.ts";
import { accountTaskOptions } from "../../src/core/passwords/passwordQueue.ts";
import { createKeyedQueue } from "../../src/core/queues/keyedQueue.ts";
import { openStorage } from "../../src/db/openStorage.ts";
import { createBusyRetry } from "../../src/db/sqlite/busyRetry.ts";
import { newDatabaseUrl } from "../support/database.ts";

const numbers = [1, 2, 3, 4, 5, 6, 7, 8];

/**
 * Returns the order of completion of tasks started at once, and of three more started after the
 * first has completed.
 */
async function orderOf(run: () => Promise<unknown>): Promise<number[]> {
  const order: number[] = [];
  const begin = (number: number) => run().then(() => void order.push(number));
  const [first, ...others] = numbers.map(begin);
  await first;
  await Promise.all([...others, ...[9, 10, 11].map(begin)]);
  return order;
}

const inOrder = [...numbers, 9, 10, 11];

test("hashes and compares the passwords of one account in order of arrival", async () => {
  const passwords = createPasswordHasher(4, { threads: 1 });
  onTestFinished(() => passwords.close());
  const turn = accountTaskOptions(1);
  const hash = await passwords.hash("correct horse battery staple", turn);

  expect(await orderOf(() => passwords.hash("a", turn))).toEqual(inOrder);
  expect(await orderOf(() => passwords.compare("a", hash, turn))).toEqual(inOrder);
});

test("writes and removes clicks in order of the calls", async () => {
  const databaseUrl = await newDatabaseUrl();
  const storage = await openStorage({ databaseUrl });
  const writer = createClickWriter({
    databaseUrl,
    ownHost: "lnk7.test",
    geoipDatabase: undefined,
    clickRowsPerMinute: 10_000,
  });
  onTestFinished(async () => {
    await writer.close();
    await storage.close();
  });

  expect(await orderOf(() => writer.removeClicks(0, 1))).toEqual(inOrder);
});

test("runs the tasks of one key in order of the calls", async () => {
  const inTurn = createKeyedQueue(2);

  expect(await orderOf(() => inTurn("key", async () => {}))).toEqual(inOrder);
});

test("a write does not overtake another that waits for a busy database", async () => {
  const patiently = createBusyRetry();
  const order: string[] = [];
  let isHeld = true;
  const write = (name: string) => async () => {
    if (isHeld) throw Object.assign(new Error("held"), { cause: { kind: "SocketTimeout" } });
    order.push(name);
  };

  const first = patiently(write("first"));
  await Promise.resolve();
  isHeld = false;
  const others = [patiently(write("second")), patiently(write("read"), true)];
  await Promise.all([first, ...others, patiently(write("third"))]);

  expect(order).toEqual(["read", "first", "second", "third"]);
});
