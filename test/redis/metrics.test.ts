import { expect, vi } from "vitest";
import { aggregatorFor } from "../../src/observability/aggregation.ts";
import { requestOnNewConnection } from "../support/newConnection.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { sharedRedis, test } from "../support/redis.ts";
import { startWorkers } from "../support/workerProgram.ts";
import { createWorld } from "../support/world.ts";

// The tests start and stop processes, which is slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

async function valuesOf(url: string): Promise<Record<string, number>> {
  const { text } = await requestOnNewConnection(url, "/metrics");
  const samples = text.matchAll(/^(lnk7_\w+) (\S+)$/gm);
  return Object.fromEntries([...samples].map(([, name, value]) => [name, Number(value)]));
}

test("every metric defines how the values of the workers are combined", async () => {
  const { url } = await createWorld(sharedRedis().settings);

  const { text } = await requestOnNewConnection(url, "/metrics");

  const metrics = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = "", type]) => ({
    name,
    type,
  }));
  expect(metrics.map(({ name }) => name)).toContain("lnk7_redis_connected");
  expect(metrics.filter((metric) => aggregatorFor(metric) === undefined)).toEqual([]);
});

test("clicks that wait in Redis are counted once regardless of the number of workers, with their age", {
  tags: ["full"],
}, async () => {
  const { settings, redis, prefix } = sharedRedis();
  const { program, databaseUrl, alice } = await startWorkers(2, settings);
  const { short_code } = await alice.createLink();
  const holder = openSqlite(databaseUrl);
  holder.exec("BEGIN IMMEDIATE");

  const statuses = new Set<number>();
  for (let visit = 0; visit < 60; visit++) {
    statuses.add((await requestOnNewConnection(program.url, `/${short_code}`)).status);
  }
  expect([...statuses]).toEqual([302]);
  const waiting = {
    lnk7_redis_connected: 1,
    lnk7_clicks_waiting: 60,
    lnk7_redis_clicks_waiting: 60,
  };
  await vi.waitFor(async () => expect(await valuesOf(program.url)).toMatchObject(waiting), 20_000);
  await vi.waitFor(async () => {
    const values = await valuesOf(program.url);
    expect(values.lnk7_oldest_click_waiting_seconds).toBeGreaterThan(2);
    expect(values).toMatchObject({
      ...waiting,
      lnk7_clicks_written_total: 0,
      lnk7_clicks_waiting_in_memory: 0,
      lnk7_redis_batches_waiting: await redis.xlen(`${prefix}described-clicks`),
    });
  }, 20_000);
  holder.exec("ROLLBACK");

  await vi.waitFor(
    async () =>
      expect(await valuesOf(program.url)).toMatchObject({
        lnk7_redis_connected: 1,
        lnk7_clicks_waiting: 0,
        lnk7_oldest_click_waiting_seconds: 0,
        lnk7_redis_batches_waiting: 0,
        lnk7_redis_clicks_waiting: 0,
        lnk7_clicks_written_total: 60,
      }),
    30_000,
  );
  expect(await redis.hgetall(`${prefix}described-clicks:sums`)).toEqual({
    clicks: "0",
    bytes: "0",
  });
  expect(await program.end("SIGTERM")).toBe(0);
});
