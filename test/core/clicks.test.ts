import { expect, test, vi } from "vitest";
import { onPostgres, queryDatabase } from "../support/database.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { plainBrowser } from "../support/plainBrowser.ts";
import { sendRaw } from "../support/rawRequest.ts";
import { unusualTexts } from "../support/unusualTexts.ts";
import { createWorld } from "../support/world.ts";

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

test("every click count equals the number of redirects after a load and a normal stop", async () => {
  const { signUp, anonymous, databaseUrl, stop } = await createWorld();
  const alice = await signUp("alice");
  const codes: string[] = [];
  for (let link = 0; link < 3; link++) codes.push((await alice.createLink()).short_code);
  const kinds = [{}, phone, bot, { dnt: "1" }, { "sec-gpc": "1" }];

  const statuses = await Promise.all(
    Array.from({ length: 1_500 }, async (_, visit) => {
      const headers = kinds[Math.floor(visit / 3) % kinds.length] as Record<string, string>;
      return (await anonymous.visit(codes[visit % 3] as string, { headers })).status;
    }),
  );
  await stop();

  expect(statuses.filter((status) => status !== 302)).toEqual([]);
  const all = (sql: string) => queryDatabase(databaseUrl, sql);
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

test("stores the details of a click, but never the IP address", async () => {
  const { signUp, anonymous, databaseUrl, log, stop } = await createWorld({
    COUNTRY_HEADER: "CF-IPCountry",
    TRUST_PROXY: "1",
  });
  const { short_code } = await (await signUp("alice")).createLink();

  await anonymous.visit(short_code, {
    headers: {
      ...phone,
      referer: "https://News.Example:8443/article?about=secret",
      "cf-ipcountry": "de",
      "x-forwarded-for": "203.0.113.7",
    },
  });
  await stop();

  const [click = {}] = await queryDatabase(databaseUrl, `SELECT * FROM "Click"`);
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
  "stores only the time of a click when the visitor sends %s: 1",
  async (header) => {
    const { signUp, anonymous, databaseUrl, stop } = await createWorld({
      COUNTRY_HEADER: "CF-IPCountry",
    });
    const { short_code } = await (await signUp("alice")).createLink();

    await anonymous.visit(short_code, {
      headers: { referer: "https://news.example/", "cf-ipcountry": "DE", [header]: "1" },
    });
    await stop();

    expect(await queryDatabase(databaseUrl, `SELECT * FROM "Click"`)).toEqual([
      { ...unknown, id: 1, linkId: 1, at: expect.any(Number) },
    ]);
    expect(await queryDatabase(databaseUrl, `SELECT * FROM "LinkDay"`)).toEqual([]);
    expect(await queryDatabase(databaseUrl, `SELECT "clicks", "visitors" FROM "LinkHour"`)).toEqual(
      [{ clicks: 1, visitors: 0 }],
    );
  },
);

test("counts unusual user agents, referrers and countries without errors", async () => {
  const { signUp, anonymous, databaseUrl, log, stop } = await createWorld({
    COUNTRY_HEADER: "x-country",
  });
  const { short_code } = await (await signUp("alice")).createLink();

  const statuses = new Set<number>();
  for (const text of unusualTexts) {
    const headers = { "user-agent": text, referer: text, "x-country": text };
    statuses.add((await anonymous.visit(short_code, { headers })).status);
  }
  await stop();

  expect([...statuses]).toEqual([302]);
  const [counted] = await queryDatabase(databaseUrl, `SELECT count(*) AS clicks FROM "Click"`);
  expect(counted).toEqual({ clicks: 500 });
  const values = await queryDatabase<{ value: string }>(
    databaseUrl,
    `SELECT "value" FROM "LinkDay"`,
  );
  expect(values.filter(({ value }) => /[<>"(]/.test(value))).toEqual([]);
  expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

// A client cannot lock a whole PostgreSQL database. test/postgres/databaseOutage.test.ts is similar.
if (!onPostgres)
  test("a busy database delays clicks without losing or duplicating them", async () => {
    const { signUp, anonymous, databaseUrl, log, services } = await createWorld();
    const { short_code } = await (await signUp("alice")).createLink();
    await anonymous.visit(short_code);
    await vi.waitFor(async () => expect(await services.database.click.count()).toBe(1), 10_000);
    const other = openSqlite(databaseUrl);

    other.exec("BEGIN IMMEDIATE");
    for (let visit = 0; visit < 5; visit++) await anonymous.visit(short_code);
    const failed = () => log.filter(({ msg }) => String(msg).includes("clicks are queued"));
    await vi.waitFor(() => expect(failed()).not.toEqual([]), 20_000);
    for (let visit = 0; visit < 5; visit++) await anonymous.visit(short_code);
    other.exec("ROLLBACK");

    await vi.waitFor(async () => expect(await services.database.click.count()).toBe(11), 20_000);
    expect(await services.database.link.findMany({ select: { clickCount: true } })).toEqual([
      { clickCount: 11 },
    ]);
    expect(await services.database.linkHour.aggregate({ _sum: { clicks: true } })).toEqual({
      _sum: { clicks: 11 },
    });
  });

test("drops clicks on a link that was deleted in the meantime and writes the others", async () => {
  const { signUp, anonymous, databaseUrl, services, stop } = await createWorld();
  const alice = await signUp("alice");
  const kept = await alice.createLink();
  const visit = {
    at: Date.now(),
    ipAddress: "::1",
    userAgent: plainBrowser,
    referrer: "",
    country: "",
  };
  const rest = { anonymous: false, counted: false };
  await anonymous.visit(kept.short_code);
  services.clickRecorder.record({ ...visit, ...rest, linkId: 4_711 });
  await stop();

  const clicks = await queryDatabase(databaseUrl, `SELECT "linkId" FROM "Click"`);
  expect(clicks).toEqual([{ linkId: kept.id }]);
});

test("deleting a link deletes its clicks and counts", async () => {
  const { signUp, anonymous, databaseUrl, services } = await createWorld();
  const alice = await signUp("alice");
  const link = await alice.createLink();
  await anonymous.visit(link.short_code, { headers: phone });
  await vi.waitFor(async () => expect(await services.database.click.count()).toBe(1), 10_000);

  expect((await alice.delete(`/api/v1/links/${link.id}`)).status).toBe(204);

  for (const table of ["Click", "LinkHour", "LinkDay"]) {
    expect(await queryDatabase(databaseUrl, `SELECT * FROM "${table}"`)).toEqual([]);
  }
});

test("counts a visit with a missing or empty user agent as a bot", async () => {
  const { signUp, url, databaseUrl, stop } = await createWorld();
  const { short_code } = await (await signUp("alice")).createLink();

  for (const header of ["", "User-Agent:\r\n", "User-Agent:  \r\n"]) {
    const status = await sendRaw(url, `GET /${short_code} HTTP/1.1\r\nHost: a\r\n${header}\r\n`);
    expect(status).toBe("HTTP/1.1 302 Found");
  }
  await stop();

  expect(
    await queryDatabase(
      databaseUrl,
      `SELECT "isBot", count(*) AS "clicks" FROM "Click" GROUP BY 1`,
    ),
  ).toEqual([{ isBot: 1, clicks: 3 }]);
  expect(await queryDatabase(databaseUrl, `SELECT "clickCount" FROM "Link"`)).toEqual([
    { clickCount: 0 },
  ]);
});

test("counts referrers by host or app, each in its canonical form", async () => {
  const { signUp, anonymous, databaseUrl, stop } = await createWorld();
  const { short_code } = await (await signUp("alice")).createLink();

  for (const referer of [
    "https://xn--mller-kva.de/",
    "https://XN--MLLER-KVA.de.:443/a",
    "android-app://com.google.android.gm/",
    "android-app://com.google.android.gm/https/mail",
    "android-app://no-app/",
  ]) {
    await anonymous.visit(short_code, { headers: { referer } });
  }
  await stop();

  expect(
    await queryDatabase(
      databaseUrl,
      `SELECT "value", "clicks" FROM "LinkDay" WHERE "dimension" = 'referrer' ORDER BY 1`,
    ),
  ).toEqual([
    { value: "android-app://com.google.android.gm", clicks: 2 },
    { value: "xn--mller-kva.de", clicks: 2 },
  ]);
});
