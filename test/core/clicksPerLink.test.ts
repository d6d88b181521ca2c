import { expect, test } from "vitest";
import { purgeExpiredClicks } from "../../src/core/clicks/retention.ts";
import {
  createVisit,
  day,
  hour,
  monday,
  setUpClickWriter,
  writeVisits,
} from "../support/clickWriterSetup.ts";
import { queryDatabase } from "../support/database.ts";

const minute = 60_000;
const times = (count: number, act: (index: number) => ReturnType<typeof createVisit>) =>
  Array.from({ length: count }, (_, index) => act(index));

test("stores details only for the first clicks per link and minute, and counts all of them", async () => {
  const { databaseUrl, open } = await setUpClickWriter(undefined, 10);
  const writer = open();
  const country = { country: "DE" };
  await writeVisits(
    writer,
    times(8, () => createVisit(monday, country)),
  );
  await writeVisits(writer, [
    ...times(8, (index) => createVisit(monday + index, country)),
    ...times(3, () => createVisit(monday + 1, { linkId: 2 })),
    ...times(12, () => createVisit(monday + minute, country)),
  ]);
  await writeVisits(writer, [createVisit(monday + minute - 1, country)]);

  const of = (sql: string) => queryDatabase(databaseUrl, sql);
  expect(
    await of(
      `SELECT "linkId", count(*) AS clicks, max("at") AS latest FROM "Click"
       GROUP BY "linkId", "at" >= ${timeIn(databaseUrl, monday + minute)} ORDER BY 1, 3`,
    ),
  ).toEqual([
    { linkId: 1, clicks: 10, latest: monday + 1 },
    { linkId: 1, clicks: 10, latest: monday + minute },
    { linkId: 2, clicks: 3, latest: monday + 1 },
  ]);
  expect(await of(`SELECT "linkId", "clicks" FROM "LinkHour" ORDER BY 1`)).toEqual([
    { linkId: 1, clicks: 29 },
    { linkId: 2, clicks: 3 },
  ]);
  expect(await of(`SELECT "clicks" FROM "LinkDay" WHERE "dimension" = 'country'`)).toEqual([
    { clicks: 29 },
  ]);
  expect(await of(`SELECT "clickCount" FROM "Link" ORDER BY "id"`)).toEqual([
    { clickCount: 29 },
    { clickCount: 3 },
  ]);
});

test("a repeated referrer keeps its row and all its clicks despite forged referrers", async () => {
  const { databaseUrl, open } = await setUpClickWriter();
  const writer = open();
  const from = (host: string) => createVisit(monday, { referrer: `https://${host}/` });
  const listed = () =>
    queryDatabase(
      databaseUrl,
      `SELECT "value", "clicks" FROM "LinkDay" WHERE "dimension" = 'referrer'
       ORDER BY "clicks" DESC, "value" LIMIT 3`,
    );
  const places = async () =>
    (
      await queryDatabase(
        databaseUrl,
        `SELECT count(*) AS places, sum("clicks") AS clicks FROM "LinkDay"
       WHERE "dimension" = 'referrer'`,
      )
    )[0];

  await writeVisits(
    writer,
    times(300, (index) => from(`once${index}.example`)),
  );
  expect(await places()).toEqual({ places: 125, clicks: 125 });
  await writeVisits(writer, [from("often.example")]);
  await writeVisits(
    writer,
    times(600, (index) => from(`twice${index % 300}.example`)),
  );
  // The first of them took the remaining places. The others replaced values that occurred once.
  expect(await places()).toEqual({ places: 250, clicks: 500 });

  await writeVisits(writer, [from("often.example")]);
  expect(await places()).toEqual({ places: 250, clicks: 500 });
  await writeVisits(writer, [from("often.example"), from("often.example")]);
  const always = { value: "often.example", clicks: 4 };
  expect((await listed())[0]).toEqual(always);
  expect(await places()).toEqual({ places: 250, clicks: 502 });
  // All of its clicks are counted: the earlier ones had a place too.
  await writeVisits(writer, [from("often.example")]);
  expect((await listed())[0]).toEqual({ ...always, clicks: 5 });
  expect(
    await queryDatabase(
      databaseUrl,
      `SELECT max("clicks") AS most, count(*) AS places FROM "UserDay" WHERE "dimension" = 'referrer'`,
    ),
  ).toEqual([{ most: 5, places: 250 }]);
});

test("counts visitors beyond 10,000 a day with a sketch instead of rows", async () => {
  const { databaseUrl, open } = await setUpClickWriter(undefined, 0);
  const writer = open();
  const visitors = (from: number, to: number, at = monday) =>
    times(to - from, (index) => {
      const number = from + index;
      return createVisit(at, { ipAddress: `2001:db8::${number.toString(16)}` });
    });
  const count = async (table: string, at = monday) =>
    (
      await queryDatabase<{ visitors: number }>(
        databaseUrl,
        `SELECT coalesce(sum("visitors"), 0) AS visitors FROM "${table}"
         WHERE "hour" = ${timeIn(databaseUrl, at)}`,
      )
    )[0]?.visitors ?? 0;
  const rows = async (table: string) =>
    (
      await queryDatabase<{ rows: number }>(databaseUrl, `SELECT count(*) AS rows FROM "${table}"`)
    )[0]?.rows;

  await writeVisits(writer, visitors(0, 9_000));
  expect([await count("LinkHour"), await rows("LinkVisitorSketch")]).toEqual([9_000, 0]);
  await writeVisits(writer, visitors(8_000, 13_000));
  expect([await count("LinkHour"), await count("UserHour")]).toEqual([13_000, 13_000]);
  expect([await rows("LinkVisitorSketch"), await rows("UserVisitorSketch")]).toEqual([1, 1]);

  await writeVisits(writer, visitors(11_000, 21_000));
  await writeVisits(open(), [...visitors(21_000, 30_000), ...visitors(0, 1_000)]);
  // Five standard errors.
  for (const table of ["LinkHour", "UserHour"]) {
    expect(Math.abs((await count(table)) - 30_000)).toBeLessThan(30_000 * 5 * 0.0163);
  }
  expect([await rows("LinkVisitor"), await rows("UserVisitor")]).toEqual([13_000, 13_000]);

  // They are not new visitors in another hour. The next day counts all of them again.
  const before = await count("LinkHour");
  await writeVisits(writer, visitors(0, 5_000, monday + hour));
  await writeVisits(writer, visitors(0, 5_000, monday + day));
  expect([await count("LinkHour"), await count("LinkHour", monday + hour)]).toEqual([before, 0]);
  expect(await count("LinkHour", monday + day)).toBe(5_000);

  await purgeExpiredClicks(writer, 365, monday + day);
  expect([await rows("LinkVisitorSketch"), await rows("UserVisitorSketch")]).toEqual([0, 0]);
});

/** Returns a time in the engine's notation. */
function timeIn(databaseUrl: string, at: number): string {
  return databaseUrl.startsWith("file:") ? `${at}` : `'${new Date(at).toISOString()}'`;
}
