import { expect, test } from "vitest";
import type { VisitBatch } from "../../src/core/clicks/visitQueue.ts";
import { createVisit, day, hour, setUpClickWriter } from "../support/clickWriterSetup.ts";
import { onPostgres, queryDatabase } from "../support/database.ts";

/** In the past, because times in the future are accepted only up to two days ahead. */
const monday = Date.UTC(2025, 0, 6);

const batch = (id: string, visits: VisitBatch["visits"], at = monday): VisitBatch => ({
  id,
  hour: at,
  visits,
  counts: [],
});
/** One person on two days and two links, already counted by one of these. */
const visits = [
  createVisit(monday + 5, { referrer: "https://news.example/a", country: "DE" }),
  createVisit(monday + 6, { linkId: 2, counted: true }),
  createVisit(monday + 7, { anonymous: true }),
];

test("an enriched batch contains no IP address or user agent and is written like a direct one", async () => {
  const [packed, direct] = [await setUpClickWriter(), await setUpClickWriter()];
  const writer = packed.open();

  const { text, rows } = await writer.enrich(batch("a", visits), false);
  expect(rows).toBe(3);
  expect(text).not.toContain("203.0.113.7");
  expect(text).not.toContain("Mozilla");
  const outcome = await writer.writeEncoded([{ text, addedAt: monday }], true);

  expect(outcome).toEqual({
    linkClicks: await direct.open().write(batch("a", visits), true),
    clicks: 3,
    malformed: 0,
  });
  const kept = async ({ databaseUrl }: typeof packed) => [
    await queryDatabase(
      databaseUrl,
      `SELECT "linkId", "at", "referrerHost", "country", "browser", "system", "device", "isBot",
         length("visitorMark") AS mark FROM "Click" ORDER BY "at"`,
    ),
    await queryDatabase(databaseUrl, `SELECT * FROM "LinkHour" ORDER BY "linkId"`),
    await queryDatabase(databaseUrl, `SELECT * FROM "UserHour"`),
    await queryDatabase(databaseUrl, `SELECT * FROM "LinkDay" ORDER BY "linkId", "dimension"`),
    await queryDatabase(
      databaseUrl,
      `SELECT "id", "clickCount", "lastClickedAt" FROM "Link" ORDER BY "id"`,
    ),
  ];
  expect(await kept(packed)).toEqual(await kept(direct));
});

test("counts a visitor once when two processes enrich their clicks", async () => {
  const { databaseUrl, open } = await setUpClickWriter();
  const [one, other] = [open(), open()];
  const described = await Promise.all([
    one.enrich(batch("a", [createVisit(monday)]), false),
    other.enrich(batch("b", [createVisit(monday)]), false),
  ]);

  await one.writeEncoded(
    described.map(({ text }) => ({ text, addedAt: monday })),
    false,
  );
  expect(await queryDatabase(databaseUrl, `SELECT "clicks", "visitors" FROM "LinkHour"`)).toEqual([
    { clicks: 2, visitors: 1 },
  ]);
});

test("writes several batches in one transaction, each exactly once", async () => {
  const { databaseUrl, open } = await setUpClickWriter();
  const writer = open();
  const text = async (id: string, linkId: number, at: number) => ({
    text: (await writer.enrich(batch(id, [createVisit(at, { linkId })], at), false)).text,
    addedAt: at,
  });
  const batches = [
    await text("c", 1, monday),
    await text("a", 2, monday + hour),
    await text("b", 1, monday + day),
  ];
  const counts = () =>
    queryDatabase(
      databaseUrl,
      `SELECT "linkId", "hour", "clicks", "visitors" FROM "LinkHour" ORDER BY 1, 2`,
    );
  const all = [
    { linkId: 1, hour: monday, clicks: 1, visitors: 1 },
    { linkId: 1, hour: monday + day, clicks: 1, visitors: 1 },
    { linkId: 2, hour: monday + hour, clicks: 1, visitors: 1 },
  ];

  // The last batch cannot be written, so none is.
  await queryDatabase(databaseUrl, rejectHours(monday + day));
  await expect(writer.writeEncoded(batches, true)).rejects.toThrow();
  expect(await counts()).toEqual([]);
  expect(await queryDatabase(databaseUrl, `SELECT * FROM "WrittenBatch"`)).toEqual([]);
  await queryDatabase(databaseUrl, allowHours);

  await writer.writeEncoded(batches.slice(0, 1), true);
  const { linkClicks } = await writer.writeEncoded(batches, true);
  expect(linkClicks).toEqual([
    { linkId: 1, ownerId: 1, clicks: 1, at: monday + day },
    { linkId: 2, ownerId: 1, clicks: 1, at: monday + hour },
  ]);
  // As if the process had died before it could confirm the write.
  expect(await open().writeEncoded(batches, true)).toEqual({
    linkClicks: [],
    clicks: 3,
    malformed: 0,
  });
  expect(await counts()).toEqual(all);
});

test("a condensed batch keeps only the number of clicks per link", async () => {
  const { databaseUrl, open } = await setUpClickWriter();
  const writer = open();

  const { text, rows } = await writer.enrich(batch("a", [...visits, ...visits]), true);
  expect(rows).toBe(2);
  expect(JSON.parse(text)).toEqual([
    "a",
    monday,
    [],
    [
      { linkId: 1, clicks: 4, uncounted: 4, bots: 0, lastClickedAt: monday + 7 },
      { linkId: 2, clicks: 2, uncounted: 0, bots: 0, lastClickedAt: monday + 6 },
    ],
  ]);
  await writer.writeEncoded([{ text, addedAt: monday }], false);
  expect(
    await queryDatabase(databaseUrl, `SELECT "linkId", "clicks" FROM "LinkHour" ORDER BY 1`),
  ).toEqual([
    { linkId: 1, clicks: 4 },
    { linkId: 2, clicks: 2 },
  ]);
});

test("rejects batches that no process can have created and treats unknown names as unknown", async () => {
  const { databaseUrl, open } = await setUpClickWriter();
  const click = (changes: Record<number, unknown> = {}) =>
    Object.assign([1, 5, null, null, null, null, null, 0, null, 0], changes);
  const text = (clicks: unknown[], ...others: unknown[]) =>
    JSON.stringify(["id", monday, clicks, [], ...others]);
  const odd = [
    text([click({ 0: 0 })]),
    text([click({ 0: 1e30 })]),
    text([click({ 1: -1 })]),
    text([click({ 1: hour })]),
    text([click({ 2: 7 })]),
    text([click({ 7: 2 })]),
    text([click({ 8: "short" })]),
    text([click({ 9: true })]),
    text([click().slice(1)]),
    text(Array(5_001).fill(click())),
    JSON.stringify(["id", monday + 1, [click()], []]),
    JSON.stringify(["id\u0000", monday, [click()], []]),
    JSON.stringify(["id", monday - 4 * day, [click()], []]),
  ];
  const named = text([
    click({ 2: "News.Example", 3: "de", 4: "Mine", 5: "\u0000", 6: "desktop", 8: "AAAAAAAAAAA" }),
    click({ 2: "news.example" }),
  ]);

  const { malformed } = await open().writeEncoded(
    [...odd, named].map((text) => ({ text, addedAt: monday })),
    false,
  );
  expect(malformed).toBe(odd.length);
  expect(
    await queryDatabase(databaseUrl, `SELECT "dimension", "value" FROM "LinkDay" ORDER BY 1, 2`),
  ).toEqual([
    { dimension: "country", value: "DE" },
    { dimension: "device", value: "desktop" },
    { dimension: "referrer", value: "news.example" },
  ]);
});

/** Returns SQL that blocks writing the counts of this hour. */
function rejectHours(at: number): string {
  return onPostgres
    ? `ALTER TABLE "LinkHour" ADD CONSTRAINT rejected CHECK ("hour" <> '${new Date(at).toISOString()}')`
    : `CREATE TRIGGER rejected BEFORE INSERT ON "LinkHour" WHEN new."hour" = ${at}
       BEGIN SELECT raise(ABORT, 'rejected'); END`;
}

const allowHours = onPostgres
  ? `ALTER TABLE "LinkHour" DROP CONSTRAINT rejected`
  : `DROP TRIGGER rejected`;
