import { expect, onTestFinished } from "vitest";
import { createClickStream } from "../../src/redis/clickStream.ts";
import { openConnections } from "../../src/redis/connections.ts";
import { sharedRedis, test } from "../support/redis.ts";

/** Two processes at one stream. */
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

test("each batch is given to one process, stays until it is done, and is taken over in time", async () => {
  const { one, other } = await neighbours();
  await one.add("first", 1);
  await one.add("second", 1);

  const first = await one.take(false);
  const second = await other.take(true);
  expect([first?.text, second?.text]).toEqual(["first", "second"]);
  expect([await one.take(true), await other.take(false)]).toEqual([undefined, undefined]);
  expect(await other.takeOver(60_000)).toBeUndefined();
  expect(await other.takeOver(0)).toEqual(first);
  expect((await one.readBacklog()).batches).toBe(2);

  for (const entry of [first, second]) if (entry) await other.done(entry);
  expect(await one.takeOver(0)).toBeUndefined();
  expect((await one.readBacklog()).batches).toBe(0);
});

test("processes that are gone are forgotten, unless they have left something", async () => {
  const { one, other, consumers } = await neighbours();
  await one.add("left", 1);
  await one.add("done", 1);
  await one.take(false);
  const done = await other.take(false);
  if (done) await other.done(done);
  expect(await consumers()).toBe(2);

  await other.forgetGone(60_000);
  expect(await consumers()).toBe(2);
  await other.forgetGone(-1);
  expect(await consumers()).toBe(1);
  await one.leave();
  expect(await consumers()).toBe(1);

  const left = await other.takeOver(0);
  expect(left?.text).toBe("left");
  if (left) await other.done(left);
  await one.leave();
  await other.leave();
  expect(await consumers()).toBe(0);
});

test("a stream that was emptied goes on with what comes next", async () => {
  const { one, redis, key } = await neighbours();
  await one.add("lost", 1);
  await redis.del(key);

  expect(await one.take(false)).toBeUndefined();
  expect(await one.takeOver(0)).toBeUndefined();
  await redis.del(key);
  await one.add("next", 1);
  expect((await one.take(true))?.text).toBe("next");
});

test("tells how many clicks wait and since when, whoever has written a batch, and how often", async () => {
  const { one, other, redis, key } = await neighbours();
  const backlog = async () => {
    const { oldestSeconds, ...numbers } = await one.readBacklog();
    return [numbers, oldestSeconds > 0];
  };
  expect(await one.readBacklog()).toEqual({ batches: 0, clicks: 0, oldestSeconds: 0 });

  await one.add("first", 5);
  await other.add("second", 7);
  await redis.xadd(key, "*", "batch", "of an older version");
  const first = await one.take(false);
  await expect.poll(backlog).toEqual([{ batches: 3, clicks: 12 }, true]);
  if (first) {
    await one.done(first);
    await other.done(first);
  }
  expect(await backlog()).toEqual([{ batches: 2, clicks: 7 }, true]);

  await redis.del(key);
  expect(await one.readBacklog()).toEqual({ batches: 0, clicks: 0, oldestSeconds: 0 });
  await one.add("third", 2);
  expect((await one.readBacklog()).clicks).toBe(2);
});
