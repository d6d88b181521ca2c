import { expect, test, vi } from "vitest";
import { ask, onPostgres } from "../support/database.ts";
import { oddTexts } from "../support/oddTexts.ts";
import { plainBrowser } from "../support/plainBrowser.ts";
import { sendRaw } from "../support/rawRequest.ts";
import { stored } from "../support/stored.ts";
import { world } from "../support/world.ts";

const bot = { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" };
const phone = {
  "user-agent":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
};
const unknown = {
  referrerHost: null,
  country: null,
  browser: null,
  system: null,
  device: null,
  isBot: 0,
  visitorMark: null,
};

test("after a load and a normal stop, every count equals the redirects answered", async () => {
  const { person, anybody, databaseUrl, stop } = await world();
  const alice = await person("alice");
  const codes: string[] = [];
  for (let link = 0; link < 3; link++) codes.push((await alice.createsLink()).short_code);
  const kinds = [{}, phone, bot, { dnt: "1" }, { "sec-gpc": "1" }];

  const statuses = await Promise.all(
    Array.from({ length: 1_500 }, async (_, visit) => {
      const headers = kinds[Math.floor(visit / 3) % kinds.length] as Record<string, string>;
      return (await anybody.visit(codes[visit % 3] as string, { headers })).status;
    }),
  );
  await stop();

  expect(statuses.filter((status) => status !== 302)).toEqual([]);
  const all = (sql: string) => ask(databaseUrl, sql);
  expect(await all(`SELECT "clickCount" FROM "Link"`)).toEqual(Array(3).fill({ clickCount: 400 }));
  expect(
    await all(
      `SELECT "linkId", "isBot", count(*) AS clicks FROM "Click" GROUP BY 1, 2 ORDER BY 1, 2`,
    ),
  ).toEqual(
    [1, 2, 3].flatMap((linkId) => [
      { linkId, isBot: 0, clicks: 400 },
      { linkId, isBot: 1, clicks: 100 },
    ]),
  );
  const sums = `sum("clicks") AS clicks, sum("visitors") AS visitors, sum("bots") AS bots`;
  expect(await all(`SELECT "linkId", ${sums} FROM "LinkHour" GROUP BY 1 ORDER BY 1`)).toEqual(
    [1, 2, 3].map((linkId) => ({ linkId, clicks: 400, visitors: 2, bots: 100 })),
  );
  expect(await all(`SELECT "userId", ${sums} FROM "UserHour" GROUP BY 1`)).toEqual([
    { userId: 1, clicks: 1_200, visitors: 2, bots: 300 },
  ]);
  expect(
    await all(`SELECT "value", "clicks" FROM "UserDay" WHERE "dimension" = 'browser' ORDER BY 1`),
  ).toEqual([
    { value: "Firefox", clicks: 300 },
    { value: "Safari", clicks: 300 },
  ]);
});

test("of a click its circumstances are kept, and never the address", async () => {
  const { person, anybody, databaseUrl, log, stop } = await world({
    COUNTRY_HEADER: "CF-IPCountry",
    TRUST_PROXY: "1",
  });
  const { short_code } = await (await person("alice")).createsLink();

  await anybody.visit(short_code, {
    headers: {
      ...phone,
      referer: "https://News.Example:8443/article?about=secret",
      "cf-ipcountry": "de",
      "x-forwarded-for": "203.0.113.7",
    },
  });
  await stop();

  const [click = {}] = await ask(databaseUrl, `SELECT * FROM "Click"`);
  const { id, at, visitorMark, ...rest } = click;
  expect(rest).toEqual({
    linkId: 1,
    referrerHost: "news.example",
    country: "DE",
    browser: "Safari",
    system: "iOS",
    device: "mobile",
    isBot: 0,
  });
  expect([id, Math.abs(Date.now() - Number(at)) < 60_000]).toEqual([1, true]);
  expect(visitorMark).toHaveLength(8);
  expect(JSON.stringify(log)).not.toContain("203.0.113.7");
});

test.each(["sec-gpc", "dnt"])(
  "of a visitor who sends %s: 1 only the time is kept",
  async (header) => {
    const { person, anybody, databaseUrl, stop } = await world({ COUNTRY_HEADER: "CF-IPCountry" });
    const { short_code } = await (await person("alice")).createsLink();

    await anybody.visit(short_code, {
      headers: { referer: "https://news.example/", "cf-ipcountry": "DE", [header]: "1" },
    });
    await stop();

    expect(await ask(databaseUrl, `SELECT * FROM "Click"`)).toEqual([
      { ...unknown, id: 1, linkId: 1, at: expect.any(Number) },
    ]);
    expect(await ask(databaseUrl, `SELECT * FROM "LinkDay"`)).toEqual([]);
    expect(await ask(databaseUrl, `SELECT "clicks", "visitors" FROM "LinkHour"`)).toEqual([
      { clicks: 1, visitors: 0 },
    ]);
  },
);

test("odd user agents, referrers and countries are counted and break nothing", async () => {
  const { person, anybody, databaseUrl, log, stop } = await world({ COUNTRY_HEADER: "x-country" });
  const { short_code } = await (await person("alice")).createsLink();

  const statuses = new Set<number>();
  for (const text of oddTexts) {
    const headers = { "user-agent": text, referer: text, "x-country": text };
    statuses.add((await anybody.visit(short_code, { headers })).status);
  }
  await stop();

  expect([...statuses]).toEqual([302]);
  const [counted] = await ask(databaseUrl, `SELECT count(*) AS clicks FROM "Click"`);
  expect(counted).toEqual({ clicks: 500 });
  const values = await ask<{ value: string }>(databaseUrl, `SELECT "value" FROM "LinkDay"`);
  expect(values.filter(({ value }) => /[<>"(]/.test(value))).toEqual([]);
  expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

// On PostgreSQL nobody can hold the whole database: test/postgres/away.test.ts has its like.
if (!onPostgres)
  test("a busy database delays clicks, and neither loses nor doubles them", async () => {
    const { person, anybody, databaseUrl, log, service } = await world();
    const { short_code } = await (await person("alice")).createsLink();
    await anybody.visit(short_code);
    await vi.waitFor(async () => expect(await service.database.click.count()).toBe(1), 10_000);
    const other = stored(databaseUrl);

    other.exec("BEGIN IMMEDIATE");
    for (let visit = 0; visit < 5; visit++) await anybody.visit(short_code);
    const failed = () => log.filter(({ msg }) => String(msg).includes("clicks wait"));
    await vi.waitFor(() => expect(failed()).not.toEqual([]), 20_000);
    for (let visit = 0; visit < 5; visit++) await anybody.visit(short_code);
    other.exec("ROLLBACK");

    await vi.waitFor(async () => expect(await service.database.click.count()).toBe(11), 20_000);
    expect(await service.database.link.findMany({ select: { clickCount: true } })).toEqual([
      { clickCount: 11 },
    ]);
    expect(await service.database.linkHour.aggregate({ _sum: { clicks: true } })).toEqual({
      _sum: { clicks: 11 },
    });
  });

test("clicks on a link that is deleted meanwhile are left out, and others written", async () => {
  const { person, anybody, databaseUrl, service, stop } = await world();
  const alice = await person("alice");
  const kept = await alice.createsLink();
  const visit = {
    at: Date.now(),
    ipAddress: "::1",
    userAgent: plainBrowser,
    referrer: "",
    country: "",
  };
  const rest = { anonymous: false, counted: false };
  await anybody.visit(kept.short_code);
  service.clickRecorder.record({ ...visit, ...rest, linkId: 4_711 });
  await stop();

  const clicks = await ask(databaseUrl, `SELECT "linkId" FROM "Click"`);
  expect(clicks).toEqual([{ linkId: kept.id }]);
});

test("deleting a link deletes its clicks and counts", async () => {
  const { person, anybody, databaseUrl, service } = await world();
  const alice = await person("alice");
  const link = await alice.createsLink();
  await anybody.visit(link.short_code, { headers: phone });
  await vi.waitFor(async () => expect(await service.database.click.count()).toBe(1), 10_000);

  expect((await alice.delete(`/api/v1/links/${link.id}`)).status).toBe(204);

  for (const table of ["Click", "LinkHour", "LinkDay"]) {
    expect(await ask(databaseUrl, `SELECT * FROM "${table}"`)).toEqual([]);
  }
});

test("a visit without a user agent, or with an empty one, is a program's", async () => {
  const { person, url, databaseUrl, stop } = await world();
  const { short_code } = await (await person("alice")).createsLink();

  for (const header of ["", "User-Agent:\r\n", "User-Agent:  \r\n"]) {
    const status = await sendRaw(url, `GET /${short_code} HTTP/1.1\r\nHost: a\r\n${header}\r\n`);
    expect(status).toBe("HTTP/1.1 302 Found");
  }
  await stop();

  expect(
    await ask(databaseUrl, `SELECT "isBot", count(*) AS "clicks" FROM "Click" GROUP BY 1`),
  ).toEqual([{ isBot: 1, clicks: 3 }]);
  expect(await ask(databaseUrl, `SELECT "clickCount" FROM "Link"`)).toEqual([{ clickCount: 0 }]);
});

test("referrers are counted by host or app, each in one spelling", async () => {
  const { person, anybody, databaseUrl, stop } = await world();
  const { short_code } = await (await person("alice")).createsLink();

  for (const referer of [
    "https://xn--mller-kva.de/",
    "https://XN--MLLER-KVA.de.:443/a",
    "android-app://com.google.android.gm/",
    "android-app://com.google.android.gm/https/mail",
    "android-app://no-app/",
  ]) {
    await anybody.visit(short_code, { headers: { referer } });
  }
  await stop();

  expect(
    await ask(
      databaseUrl,
      `SELECT "value", "clicks" FROM "LinkDay" WHERE "dimension" = 'referrer' ORDER BY 1`,
    ),
  ).toEqual([
    { value: "android-app://com.google.android.gm", clicks: 2 },
    { value: "xn--mller-kva.de", clicks: 2 },
  ]);
});
