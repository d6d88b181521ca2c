import { expect, test } from "vitest";
import { monday, visit, writeAll, writing } from "../support/clickWriting.ts";
import { ask } from "../support/database.ts";

const minute = 60_000;
const times = (count: number, act: (index: number) => ReturnType<typeof visit>) =>
  Array.from({ length: count }, (_, index) => act(index));

test("of many clicks on one link in a minute the first are kept singly, and all are counted", async () => {
  const { databaseUrl, open } = await writing(undefined, 10);
  const writer = open();
  const country = { country: "DE" };
  await writeAll(
    writer,
    times(8, () => visit(monday, country)),
  );
  await writeAll(writer, [
    ...times(8, (index) => visit(monday + index, country)),
    ...times(3, () => visit(monday + 1, { linkId: 2 })),
    ...times(12, () => visit(monday + minute, country)),
  ]);
  await writeAll(writer, [visit(monday + minute - 1, country)]);

  const of = (sql: string) => ask(databaseUrl, sql);
  expect(
    await of(
      `SELECT "linkId", count(*) AS clicks, max("at") AS latest FROM "Click"
       GROUP BY "linkId", "at" >= ${minuteBound(databaseUrl)} ORDER BY 1, 3`,
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

test("a referrer that comes again and again has its place and all its clicks, whatever others make up", async () => {
  const { databaseUrl, open } = await writing();
  const writer = open();
  const from = (host: string) => visit(monday, { referrer: `https://${host}/` });
  const listed = () =>
    ask(
      databaseUrl,
      `SELECT "value", "clicks" FROM "LinkDay" WHERE "dimension" = 'referrer'
       ORDER BY "clicks" DESC, "value" LIMIT 3`,
    );
  const places = async () =>
    (
      await ask(
        databaseUrl,
        `SELECT count(*) AS places, sum("clicks") AS clicks FROM "LinkDay"
       WHERE "dimension" = 'referrer'`,
      )
    )[0];

  await writeAll(
    writer,
    times(300, (index) => from(`once${index}.example`)),
  );
  expect(await places()).toEqual({ places: 125, clicks: 125 });
  await writeAll(writer, [from("often.example")]);
  await writeAll(
    writer,
    times(600, (index) => from(`twice${index % 300}.example`)),
  );
  // The first of them took what was left, and others the places of those that came once.
  expect(await places()).toEqual({ places: 250, clicks: 500 });

  await writeAll(writer, [from("often.example")]);
  expect(await places()).toEqual({ places: 250, clicks: 500 });
  await writeAll(writer, [from("often.example"), from("often.example")]);
  const always = { value: "often.example", clicks: 4 };
  expect((await listed())[0]).toEqual(always);
  expect(await places()).toEqual({ places: 250, clicks: 502 });
  // All of its clicks are there, those before it had a place too.
  await writeAll(writer, [from("often.example")]);
  expect((await listed())[0]).toEqual({ ...always, clicks: 5 });
  expect(
    await ask(
      databaseUrl,
      `SELECT max("clicks") AS most, count(*) AS places FROM "UserDay" WHERE "dimension" = 'referrer'`,
    ),
  ).toEqual([{ most: 5, places: 250 }]);
});

/** The second minute, as the engine writes times. */
function minuteBound(databaseUrl: string): string {
  const at = monday + minute;
  return databaseUrl.startsWith("file:") ? `${at}` : `'${new Date(at).toISOString()}'`;
}
