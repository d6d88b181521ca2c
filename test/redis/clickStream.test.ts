import { expect, onTestFinished } from "vitest";
import { createClickStream } from "../../src/redis/clickStream.ts";
import { openConnections } from "../../src/redis/connections.ts";
import { groupEntries } from "../../src/redis/groupEntries.ts";
import { sharedRedis, test } from "../support/redis.ts";

const entry = (text: string, clicks = 1) => ({ text, clicks, rows: clicks });

/** Creates two processes that share one stream. */
async function neighbours() {
  const { settings, prefix, redis } = sharedRedis();
  const key = `${prefix}clicks`;
  const open = async () => {
    const connections = openConnections(settings.REDIS_URL);
    onTestFinished(connections.close);
    await expect.poll(() => connections.commands.status).toBe("ready");
    await expect.poll(() => connections.blocking.status).toBe("ready");
    return createClickStream(connections, key);
  };
  const consumers = async () => ((await redis.xinfo("CONSUMERS", key, "writers")) as []).length;
  return { one: await open(), other: await open(), redis, key, consumers };
}

test("each batch goes to one process, is kept until acknowledged, and is reassigned after a timeout", async () => {
  const { one, other } = await neighbours();
  await one.add(entry("first"));
  await one.add(entry("second"));

  const first = await one.read(1, false);
  const second = await other.read(8, true);
  expect([...first, ...second]).toMatchObject([
    { text: "first", rows: 1 },
    { text: "second", rows: 1 },
  ]);
  expect([await one.read(8, true), await other.read(8, false)]).toEqual([[], []]);
  expect(await other.reclaim(8, 60_000)).toEqual([]);
  expect(await other.reclaim(1, 0)).toEqual(first);
  expect((await one.readBacklog()).batches).toBe(2);

  await other.acknowledge([...first, ...second]);
  expect(await one.reclaim(8, 0)).toEqual([]);
  expect((await one.readBacklog()).batches).toBe(0);
});

test("consumers of ended processes are removed unless they have pending batches", async () => {
  const { one, other, consumers } = await neighbours();
  await one.add(entry("left"));
  await one.add(entry("done"));
  await one.read(1, false);
  await other.acknowledge(await other.read(1, false));
  expect(await consumers()).toBe(2);

  await other.removeIdleConsumers(60_000);
  expect(await consumers()).toBe(2);
  await other.removeIdleConsumers(-1);
  expect(await consumers()).toBe(1);
  await one.deregister();
  expect(await consumers()).toBe(1);

  const left = await other.reclaim(8, 0);
  expect(left).toMatchObject([{ text: "left" }]);
  await other.acknowledge(left);
  await one.deregister();
  await other.deregister();
  expect(await consumers()).toBe(0);
});

test("a deleted stream continues with new entries", async () => {
  const { one, redis, key } = await neighbours();
  await one.add(entry("lost"));
  await redis.del(key);

  expect(await one.read(8, false)).toEqual([]);
  expect(await one.reclaim(8, 0)).toEqual([]);
  await redis.del(key);
  await one.add(entry("next"));
  expect(await one.read(8, true)).toMatchObject([{ text: "next" }]);
});

test("reports the number and age of waiting clicks, regardless of the writer and of duplicates", async () => {
  const { one, other, redis, key } = await neighbours();
  const backlog = async () => {
    const { oldestSeconds, ...numbers } = await one.readBacklog();
    return [numbers, oldestSeconds > 0];
  };
  expect(await one.readBacklog()).toEqual({ batches: 0, clicks: 0, oldestSeconds: 0 });

  await one.add(entry("first", 5));
  await other.add(entry("second", 7));
  await redis.xadd(key, "*", "batch", "by another process");
  const first = await one.read(1, false);
  await expect.poll(backlog).toEqual([{ batches: 3, clicks: 12 }, true]);
  await one.acknowledge(first);
  await other.acknowledge(first);
  expect(await backlog()).toEqual([{ batches: 2, clicks: 7 }, true]);

  await redis.del(key);
  expect(await one.readBacklog()).toEqual({ batches: 0, clicks: 0, oldestSeconds: 0 });
  await one.add(entry("third", 2));
  expect((await one.readBacklog()).clicks).toBe(2);
});

test("reports the number of waiting bytes, regardless of the writer, also after the stream was deleted", async () => {
  const { one, other, redis, key } = await neighbours();
  expect(await one.readBytes()).toBe(0);

  await one.add(entry("x".repeat(100)));
  await other.add(entry("é".repeat(100)));
  await redis.xadd(key, "*", "batch", "by another process");
  expect(await other.readBytes()).toBe(300);
  const all = await one.read(8, false);
  expect(all.map(({ rows }) => rows)).toEqual([1, 1, undefined]);
  await one.acknowledge(all.slice(1));
  await other.acknowledge(all.slice(1));
  expect(await one.readBytes()).toBe(100);

  await redis.del(key);
  expect(await one.readBytes()).toBe(0);
  await one.add(entry("next"));
  expect(await one.readBytes()).toBe(4);
});

test("entries are split into groups of limited rows without splitting an entry", () => {
  const ofRows = (rows: (number | undefined)[]) =>
    rows.map((rows, at) => ({ id: `${at}-0`, text: "", addedAt: 0, rows }));
  const groups = (rows: (number | undefined)[]) =>
    groupEntries(ofRows(rows), 10).map((group) => group.map(({ rows }) => rows));

  expect(groups([])).toEqual([]);
  expect(groups([5, 5, 1, 9, 10, 11, 1])).toEqual([[5, 5], [1, 9], [10], [11], [1]]);
  expect(groups([1, undefined, 1])).toEqual([[1], [undefined], [1]]);
});
