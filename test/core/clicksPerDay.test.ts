import { join } from "node:path";
import { expect, test } from "vitest";
import { purgeExpiredClicks } from "../../src/core/clicks/retention.ts";
import type { Visit } from "../../src/core/clicks/visit.ts";
import { createVisitQueue } from "../../src/core/clicks/visitQueue.ts";
import {
  createVisit,
  day,
  hour,
  monday,
  setUpClickWriter,
  writeVisits,
} from "../support/clickWriterSetup.ts";
import { writeCountryDatabase } from "../support/countryDatabase.ts";
import { queryDatabase } from "../support/database.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

test("counts a visitor once a day per link and per owner, also after a restart", async () => {
  const { databaseUrl, open } = await setUpClickWriter();
  const first = open();
  await writeVisits(first, [
    createVisit(monday + 9 * hour),
    createVisit(monday + 9 * hour, { linkId: 2 }),
    createVisit(monday + 9 * hour, { ipAddress: "203.0.113.8" }),
    createVisit(monday + 11 * hour),
  ]);
  await first.close();
  await writeVisits(open(), [createVisit(monday + 12 * hour), createVisit(monday + day)]);

  const hours = (table: string, id: string) =>
    queryDatabase(
      databaseUrl,
      `SELECT "${id}" AS id, "hour", "clicks", "visitors" FROM "${table}" ORDER BY 1, 2`,
    );
  expect(await hours("LinkHour", "linkId")).toEqual([
    { id: 1, hour: monday + 9 * hour, clicks: 2, visitors: 2 },
    { id: 1, hour: monday + 11 * hour, clicks: 1, visitors: 0 },
    { id: 1, hour: monday + 12 * hour, clicks: 1, visitors: 0 },
    { id: 1, hour: monday + day, clicks: 1, visitors: 1 },
    { id: 2, hour: monday + 9 * hour, clicks: 1, visitors: 1 },
  ]);
  expect(await hours("UserHour", "userId")).toEqual([
    { id: 1, hour: monday + 9 * hour, clicks: 3, visitors: 2 },
    { id: 1, hour: monday + 11 * hour, clicks: 1, visitors: 0 },
    { id: 1, hour: monday + 12 * hour, clicks: 1, visitors: 0 },
    { id: 1, hour: monday + day, clicks: 1, visitors: 1 },
  ]);
});

test("the visitor hash changes daily and the key of a past day is deleted", async () => {
  const { databaseUrl, open } = await setUpClickWriter();
  const writer = open();
  await writeVisits(writer, [
    createVisit(monday),
    createVisit(monday + hour),
    createVisit(monday + day),
  ]);
  await purgeExpiredClicks(writer, 365, monday + day + hour);

  const clicks = await queryDatabase<{ visitorMark: Buffer }>(
    databaseUrl,
    `SELECT "visitorMark" FROM "Click" ORDER BY "id"`,
  );
  const marks = clicks.map(({ visitorMark }) => visitorMark.toString("hex"));
  expect([marks[0] === marks[1], marks[0] === marks[2]]).toEqual([true, false]);
  for (const table of ["VisitorKey", "LinkVisitor", "UserVisitor"]) {
    expect(await queryDatabase(databaseUrl, `SELECT "day" FROM "${table}"`)).toEqual([
      { day: monday + day },
    ]);
  }
});

test("deletes clicks past their retention in steps and keeps the counts", async () => {
  const { database, open } = await setUpClickWriter();
  const writer = open();
  const old = Array.from({ length: 2_500 }, (_, second) => createVisit(monday + second * 1_000));
  await writeVisits(writer, [...old, createVisit(monday + 10 * day)]);
  const steps: number[] = [];

  await purgeExpiredClicks(
    {
      ...writer,
      removeClicks: async (before, limit) => {
        const removed = await writer.removeClicks(before, limit);
        steps.push(removed);
        return removed;
      },
    },
    10,
    monday + 11 * day,
  );

  expect(steps).toEqual([1_000, 1_000, 500]);
  expect(await database.click.count()).toBe(1);
  expect(await database.linkHour.aggregate({ _sum: { clicks: true } })).toEqual({
    _sum: { clicks: 2_501 },
  });
  expect((await database.link.findUnique({ where: { id: 1 } }))?.clickCount).toBe(2_501);
});

test("determines the country from the GeoIP file when no header contains one", async () => {
  const file = join(temporaryFolder(), "country.mmdb");
  writeCountryDatabase(file, [203, 0, 113], "FR");
  const { database, open } = await setUpClickWriter(file);
  await writeVisits(open(), [
    createVisit(monday),
    createVisit(monday, { country: "de" }),
    createVisit(monday, { ipAddress: "198.51.100.1" }),
    createVisit(monday, { ipAddress: "2001:db8::1" }),
    createVisit(monday, { country: "XX" }),
    createVisit(monday, { ipAddress: "nonsense" }),
  ]);

  const clicks = await database.click.findMany({ orderBy: { id: "asc" } });
  expect(clicks.map(({ country }) => country)).toEqual(["FR", "DE", null, null, null, null]);
});

test("adds a click that is already counted only to the statistics", async () => {
  const { database, open } = await setUpClickWriter();
  await database.link.update({ where: { id: 1 }, data: { clickCount: 1 } });

  await writeVisits(open(), [createVisit(monday, { counted: true })]);

  const link = await database.link.findUnique({ where: { id: 1 } });
  expect([link?.clickCount, link?.lastClickedAt]).toEqual([1, new Date(monday)]);
  expect(await database.linkHour.findMany({ select: { clicks: true } })).toEqual([{ clicks: 1 }]);
});

test("counts a batch once when it is written again after a success", async () => {
  const { database, open } = await setUpClickWriter();
  const batch = {
    id: "a",
    hour: monday,
    visits: [createVisit(monday), createVisit(monday)],
    counts: [],
  };

  const first = await open().write(batch, true);
  const again = await open().write(batch, true);

  expect([first, again]).toEqual([[{ linkId: 1, ownerId: 1, clicks: 2, at: monday }], []]);
  expect(await database.link.findUnique({ where: { id: 1 } })).toMatchObject({ clickCount: 2 });
  expect(await database.click.count()).toBe(2);
});

test("reduces the oldest queued clicks to counts when the queue is full", async () => {
  const { database, open } = await setUpClickWriter();
  const waiting = createVisitQueue(100);
  for (let second = 0; second < 250; second++) {
    waiting.add(createVisit(monday + second * 1_000, { linkId: 1 + (second % 2) }));
  }
  const failed = waiting.take();
  if (failed) waiting.requeue(failed);
  expect(waiting.size()).toBeLessThanOrEqual(102);

  const writer = open();
  for (let batch = waiting.take(); batch; batch = waiting.take()) await writer.write(batch, false);

  expect(await database.link.findMany({ select: { clickCount: true } })).toEqual([
    { clickCount: 125 },
    { clickCount: 125 },
  ]);
  expect(await database.click.count()).toBeLessThanOrEqual(100);
});

test("stores at most 250 forged referrers per day and link or owner, and still counts known ones", async () => {
  const { databaseUrl, open } = await setUpClickWriter();
  const writer = open();
  const referred = (count: number, changes: Partial<Visit> = {}, at = monday) =>
    Array.from({ length: count }, (_, number) =>
      createVisit(at, {
        referrer: `https://host${number}.link${changes.linkId ?? 1}.example/`,
        ...changes,
      }),
    );
  await writeVisits(writer, referred(200));
  await writeVisits(writer, [...referred(400), ...referred(150, { linkId: 2 })]);
  await writeVisits(writer, [
    ...referred(400, {}, monday + hour),
    ...referred(5, {}, monday + day),
  ]);

  const days = (table: string, id: string) =>
    queryDatabase(
      databaseUrl,
      `SELECT "${id}" AS id, "day", count(*) AS hosts, sum("clicks") AS clicks FROM "${table}"
       WHERE "dimension" = 'referrer' GROUP BY 1, 2 ORDER BY 1, 2`,
    );
  expect(await days("LinkDay", "linkId")).toEqual([
    { id: 1, day: monday, hosts: 250, clicks: 200 + 250 + 250 },
    { id: 1, day: monday + day, hosts: 5, clicks: 5 },
    { id: 2, day: monday, hosts: 125, clicks: 125 },
  ]);
  expect(await days("UserDay", "userId")).toEqual([
    { id: 1, day: monday, hosts: 250, clicks: 200 + 250 + 250 },
    { id: 1, day: monday + day, hosts: 5, clicks: 5 },
  ]);
  expect(
    await queryDatabase(databaseUrl, `SELECT sum("clicks") AS clicks FROM "LinkHour"`),
  ).toEqual([{ clicks: 200 + 400 + 150 + 400 + 5 }]);
});
