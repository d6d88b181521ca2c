import { join } from "node:path";
import { expect, test } from "vitest";
import { openStorage } from "../../src/db/openStorage.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const retire = (shortCode: string) => ({ data: { shortCode, ownerId: 1 } });

async function emptyDatabase() {
  const { database } = await openStorage({
    databaseUrl: `file:${join(temporaryFolder(), "lnk7.db")}`,
  });
  const codes = async () =>
    (await database.retiredCode.findMany({ orderBy: { shortCode: "asc" } })).map(
      ({ shortCode }) => shortCode,
    );
  return { database, codes };
}

test("a rollback does not affect concurrent writes outside the transaction", async () => {
  const { database, codes } = await emptyDatabase();
  const concurrent: Promise<unknown>[] = [];

  const transaction = database.$transaction(async (inside) => {
    await inside.retiredCode.create(retire("inside"));
    concurrent.push(database.retiredCode.create(retire("concurrent")));
    concurrent.push(
      database.$executeRaw`INSERT INTO RetiredCode (shortCode, ownerId) VALUES ('raw', 1)`,
    );
    concurrent.push(database.$transaction([database.retiredCode.create(retire("batch"))]));
    // Gives the others time to overtake if they could.
    await inside.retiredCode.findMany();
    throw new Error("changed my mind");
  });

  await expect(transaction).rejects.toThrow("changed my mind");
  await Promise.all(concurrent);
  expect(await codes()).toEqual(["batch", "concurrent", "raw"]);
  await database.$disconnect();
});

test("reads outside a transaction do not see its uncommitted writes", async () => {
  const { database, codes } = await emptyDatabase();
  const concurrent: Promise<string[]>[] = [];

  const transaction = database.$transaction(async (inside) => {
    await inside.retiredCode.create(retire("inside"));
    concurrent.push(codes());
    await inside.retiredCode.findMany();
    throw new Error("changed my mind");
  });

  await expect(transaction).rejects.toThrow("changed my mind");
  expect(await Promise.all(concurrent)).toEqual([[]]);
  await database.$disconnect();
});

test("concurrent transactions are isolated and atomic", async () => {
  const { database, codes } = await emptyDatabase();
  const pair = (name: string, fails: boolean) =>
    database.$transaction(async (inside) => {
      await inside.retiredCode.create(retire(`${name}-1`));
      await inside.retiredCode.create(retire(`${name}-2`));
      if (fails) throw new Error(name);
    });

  const results = await Promise.allSettled([pair("a", false), pair("b", true), pair("c", false)]);

  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(await codes()).toEqual(["a-1", "a-2", "c-1", "c-2"]);
  await database.$disconnect();
});
