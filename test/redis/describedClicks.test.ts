import { expect, onTestFinished } from "vitest";
import { createClickRecorder } from "../../src/core/clicks/clickRecorder.ts";
import { createDomainEvents } from "../../src/core/events/domainEvents.ts";
import { createClickStream } from "../../src/redis/clickStream.ts";
import { startClickStreamConsumer } from "../../src/redis/clickStreamConsumer.ts";
import { createClickStreamProducer } from "../../src/redis/clickStreamProducer.ts";
import { openConnections } from "../../src/redis/connections.ts";
import { createVisit, setUpClickWriter } from "../support/clickWriterSetup.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { connectRedis, test } from "../support/redis.ts";
import { createRedisServer } from "../support/redisServer.ts";

const ignore = () => {};
const availability = {
  isAvailable: () => true,
  recheck: ignore,
  ready: Promise.resolve(),
  close: ignore,
};

/** Creates a click recorder with its own Redis and a database that can be locked. */
async function recording(bounds?: { detailedBytes: number; maxBytes: number }) {
  const server = await createRedisServer();
  await server.start();
  const connections = openConnections(server.url);
  onTestFinished(connections.close);
  await expect.poll(() => connections.commands.status).toBe("ready");
  await expect.poll(() => connections.blocking.status).toBe("ready");
  const stream = createClickStream(connections, "clicks");
  const { open, databaseUrl, database } = await setUpClickWriter();
  const writer = open();
  const rejections: unknown[] = [];
  const streaming = createClickStreamProducer({
    ...{ stream, writer, health: availability, ...(bounds && { bounds }) },
    onRejected: (error) => rejections.push(error),
    onAccepted: ignore,
    onWritten: ignore,
  });
  const recorder = createClickRecorder({
    ...{ writer: streaming, events: createDomainEvents(), onError: ignore, onWritten: ignore },
  });
  const drain = () => {
    const writing = startClickStreamConsumer({
      ...{ stream, writer, health: availability, onWritten: ignore, onError: ignore },
      onMalformed: () => expect.unreachable(),
    });
    onTestFinished(writing.close);
  };
  const redis = connectRedis(server.url);
  const other = openSqlite(databaseUrl);
  const clicks = async () => (await database.link.findUnique({ where: { id: 1 } }))?.clickCount;
  return { recorder, streaming, rejections, stream, drain, redis, other, clicks, database };
}

/** Returns everything in Redis as it is stored. */
async function memoryOf(redis: ReturnType<typeof connectRedis>): Promise<string> {
  await redis.config("SET", "rdbcompression", "no");
  const keys = await redis.keys("*");
  const dumps = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
  return dumps.map((dump) => dump?.toString("latin1") ?? "").join("\n");
}

test("Redis contains no IP address or user agent while the database is locked", async () => {
  const { recorder, redis, drain, other, clicks, database } = await recording();
  const now = Date.now();
  const about = { userAgent: "Mozilla/5.0 Firefox/140.0", referrer: "https://news.example/page" };
  recorder.record(createVisit(now, about));
  await expect.poll(() => redis.xlen("clicks")).toBe(1);

  other.exec("BEGIN IMMEDIATE");
  for (let host = 1; host < 250; host++) {
    recorder.record(createVisit(now, { ...about, ipAddress: `203.0.113.${host}` }));
    recorder.record(createVisit(now, { ...about, ipAddress: `2001:db8::${host}` }));
  }
  await expect.poll(() => redis.xlen("clicks")).toBeGreaterThan(1);
  drain();
  const memory = await memoryOf(redis);
  expect(memory).toContain("news.example");
  for (const secret of ["203.0.113.", "2001:db8:", "Mozilla", "140.0", "/page"]) {
    expect(memory).not.toContain(secret);
  }

  other.exec("COMMIT");
  await recorder.close();
  await expect.poll(clicks).toBe(499);
  expect(await database.linkHour.aggregate({ _sum: { visitors: true } })).toEqual({
    _sum: { visitors: 498 },
  });
});

test("the clicks that wait in Redis while the database is locked are bounded, and all are counted", async () => {
  const bounds = { detailedBytes: 5_000, maxBytes: 7_000 };
  const { recorder, streaming, rejections, stream, drain, other, clicks } = await recording(bounds);
  recorder.record(createVisit(Date.now()));
  await expect.poll(stream.readBytes).toBeGreaterThan(0);
  other.exec("BEGIN IMMEDIATE");

  let recorded = 1;
  let most = 0;
  const isRejected = async () => {
    for (let count = 0; count < 5; count++) recorder.record(createVisit(Date.now()));
    recorded += 5;
    most = Math.max(most, await stream.readBytes());
    return rejections.length > 0;
  };
  await expect.poll(isRejected, { timeout: 30_000 }).toBe(true);
  // Plus one batch, the clicks of a fifth of a second.
  expect(most).toBeLessThan(bounds.maxBytes + 5_000);
  expect(streaming.condensed()).toBeGreaterThan(0);
  expect(String(rejections[0])).toContain("MB of clicks are queued in Redis");

  other.exec("COMMIT");
  drain();
  await recorder.close();
  await expect.poll(clicks).toBe(recorded);
  await expect.poll(stream.readBytes).toBe(0);
});
