import { expect, test } from "vitest";
import { toCaseVariant } from "../support/caseVariant.ts";
import { recordTimeZones } from "../support/recordTimeZones.ts";
import { recordVisits } from "../support/recordVisits.ts";
import { createWorld } from "../support/world.ts";

const bot = "Googlebot/2.1 (+http://www.google.com/bot.html)";

const linkStats = `query ($from: DateTime, $to: DateTime, $interval: StatsInterval!, $timeZone: String!) {
  link(by: { databaseId: 1 }) {
    stats(from: $from, to: $to, interval: $interval, timeZone: $timeZone) {
      clicks visitors bots series { start clicks visitors bots }
    }
  }
}`;

/** Registers a user with a link, and returns functions that query its statistics. */
async function someone() {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  await alice.createLink();
  const stats = async (from: string, to: string, interval = "DAY", timeZone = "UTC") => {
    const { body } = await alice.graphql(linkStats, { from, to, interval, timeZone });
    return body.data?.link?.stats ?? body.errors;
  };
  return { ...here, alice, stats };
}

const bucket = (start: string, clicks = 0, visitors = 0, bots = 0) => ({
  start: `${start}:00.000Z`,
  clicks,
  visitors,
  bots,
});

test("statistics count visitors once a day, and bots separately, without gaps", async () => {
  const { services, stats } = await someone();
  await recordVisits(services, [
    { time: "2030-05-06T10:00:00Z" },
    { time: "2030-05-06T23:59:59Z" },
    { time: "2030-05-06T12:00:00Z", ipAddress: "203.0.113.8" },
    { time: "2030-05-06T12:00:00Z", anonymous: true },
    { time: "2030-05-08T00:00:00Z" },
    { time: "2030-05-08T00:00:00Z", userAgent: bot },
    { time: "2030-05-09T00:00:00Z" },
  ]);

  expect(await stats("2030-05-05T09:00:00Z", "2030-05-09T00:00:00Z")).toEqual({
    clicks: 5,
    visitors: 3,
    bots: 1,
    series: [
      bucket("2030-05-05T00:00"),
      bucket("2030-05-06T00:00", 4, 2),
      bucket("2030-05-07T00:00"),
      bucket("2030-05-08T00:00", 1, 1, 1),
    ],
  });
});

test("statistics state their range, the end of each interval and its local start", async () => {
  const { alice } = await someone();

  const { body } = await alice.graphql(`{ viewer { stats(
    from: "2030-03-30T12:00:00Z", to: "2030-03-31T12:00:00Z", timeZone: "Europe/Berlin"
  ) { from to series { start end localStart } } } }`);

  expect(body.data.viewer.stats).toEqual({
    from: "2030-03-29T23:00:00.000Z",
    to: "2030-03-31T22:00:00.000Z",
    series: [
      {
        start: "2030-03-29T23:00:00.000Z",
        end: "2030-03-30T23:00:00.000Z",
        localStart: "2030-03-30T00:00:00",
      },
      {
        start: "2030-03-30T23:00:00.000Z",
        end: "2030-03-31T22:00:00.000Z",
        localStart: "2030-03-31T00:00:00",
      },
    ],
  });
});

test("days follow the time zone: 23 hours in spring and 25 in autumn", async () => {
  const { services, stats } = await someone();
  await recordVisits(services, [
    { time: "2030-03-30T22:30:00Z" },
    { time: "2030-03-30T23:30:00Z" },
    { time: "2030-03-31T21:59:00Z" },
    { time: "2030-03-31T22:00:00Z" },
    { time: "2030-10-26T21:30:00Z" },
    { time: "2030-10-26T22:30:00Z" },
    { time: "2030-10-27T22:30:00Z" },
    { time: "2030-10-27T23:00:00Z" },
  ]);
  const days = async (from: string, to: string) =>
    (await stats(from, to, "DAY", "Europe/Berlin")).series.map(
      ({ start, clicks }: { start: string; clicks: number }) => [start, clicks],
    );

  expect(await days("2030-03-30T12:00:00Z", "2030-04-01T00:00:00Z")).toEqual([
    ["2030-03-29T23:00:00.000Z", 1],
    ["2030-03-30T23:00:00.000Z", 2],
    ["2030-03-31T22:00:00.000Z", 1],
  ]);
  expect(await days("2030-10-26T12:00:00Z", "2030-10-28T12:00:00Z")).toEqual([
    ["2030-10-25T22:00:00.000Z", 1],
    ["2030-10-26T22:00:00.000Z", 2],
    ["2030-10-27T23:00:00.000Z", 1],
  ]);
});

test.each([
  ["HOUR", "Europe/Berlin", "2030-10-27T00:30:00Z", ["2030-10-27T00:00", "2030-10-27T01:00"]],
  ["HOUR", "Asia/Kolkata", "2030-05-06T18:45:00Z", ["2030-05-06T18:30", "2030-05-06T19:30"]],
  [
    "HOUR",
    "Australia/Lord_Howe",
    "2030-04-06T15:15:00Z",
    ["2030-04-06T14:00", "2030-04-06T15:00", "2030-04-06T16:00"],
  ],
  ["DAY", "Asia/Kolkata", "2030-05-06T19:00:00Z", ["2030-05-06T18:30"]],
  ["DAY", "America/Havana", "2030-11-03T12:00:00Z", ["2030-11-03T04:00"]],
  ["WEEK", "UTC", "2030-05-05T00:00:00Z", ["2030-04-29T00:00", "2030-05-06T00:00"]],
  ["MONTH", "America/New_York", "2030-02-28T12:00:00Z", ["2030-02-01T05:00"]],
])(
  "an interval of a %s in %s starts at the boundary of its calendar",
  async (interval, zone, at, starts) => {
    const { stats } = await someone();
    const to = new Date(Date.parse(at) + (interval === "WEEK" ? 2 * 86_400_000 : 3_600_000));

    const { series } = await stats(at, to.toISOString(), interval, zone);

    expect(series).toEqual(starts.map((start) => bucket(start)));
  },
);

test("statistics of a user cover all links and count a visitor of two links once", async () => {
  const { alice, services } = await someone();
  await alice.createLink();
  await recordVisits(services, [
    { time: "2030-05-06T10:00:00Z" },
    { time: "2030-05-06T11:00:00Z", linkId: 2 },
    { time: "2030-05-06T11:00:00Z", linkId: 2, ipAddress: "203.0.113.8" },
  ]);
  const query = `{ viewer { stats(from: "2030-05-06T00:00:00Z", to: "2030-05-07T00:00:00Z") { clicks visitors bots } } }`;
  const expected = { viewer: { stats: { clicks: 3, visitors: 2, bots: 0 } } };
  expect((await alice.graphql(query)).body.data).toEqual(expected);

  await alice.delete("/api/v1/links/2");

  expect((await alice.graphql(query)).body.data).toEqual(expected);
});

test("the shares of a breakdown add up, including unknown values and the remainder", async () => {
  const { alice, services } = await someone();
  const time = "2030-05-06T10:00:00Z";
  const from = (host: string) => ({ time, referrer: `https://${host}/page`, country: "DE" });
  await recordVisits(services, [
    ...[from("a.example"), from("A.example"), from("a.example:8443")],
    ...[from("b.example"), from("c.example"), from("lnk7.test")],
    { time },
    { time, userAgent: bot, referrer: "https://bot.example/" },
  ]);

  const { body } = await alice.graphql(`{
    link(by: { databaseId: 1 }) {
      stats(from: "2030-05-06T09:00:00Z", to: "2030-05-06T12:00:00Z") {
        few: breakdown(dimension: REFERRER, first: 2) { values { value clicks share } other { clicks share } }
        all: breakdown(dimension: COUNTRY) { values { value clicks share } other { clicks share } }
        none: breakdown(dimension: OPERATING_SYSTEM) { values { value clicks share } other { clicks share } }
      }
      before: stats(from: "2030-05-01T00:00:00Z", to: "2030-05-02T00:00:00Z") {
        breakdown(dimension: DEVICE) { values { value } other { clicks share } }
      }
    }
  }`);

  expect(body.data.link).toEqual({
    stats: {
      few: {
        values: [
          { value: "a.example", clicks: 3, share: 3 / 7 },
          { value: null, clicks: 2, share: 2 / 7 },
        ],
        other: { clicks: 2, share: 2 / 7 },
      },
      all: {
        values: [
          { value: "DE", clicks: 6, share: 6 / 7 },
          { value: null, clicks: 1, share: 1 / 7 },
        ],
        other: { clicks: 0, share: 0 },
      },
      none: { values: [{ value: null, clicks: 7, share: 1 }], other: { clicks: 0, share: 0 } },
    },
    before: { breakdown: { values: [], other: { clicks: 0, share: 0 } } },
  });
});

test("single referrers beyond the first 125 of a day count as unknown, and the shares add up", async () => {
  const { alice, services } = await someone();
  const time = "2030-05-06T10:00:00Z";
  const from = (host: string) => ({ time, referrer: `https://${host}.example/` });
  await recordVisits(services, [from("known"), from("known"), from("known")]);
  await recordVisits(
    services,
    Array.from({ length: 251 }, (_, number) => from(`made-up-${number}`)),
  );

  const { body } = await alice.graphql(`{
    link(by: { databaseId: 1 }) {
      stats(from: "2030-05-06T00:00:00Z", to: "2030-05-07T00:00:00Z") {
        clicks
        breakdown(dimension: REFERRER, first: 2) { values { value clicks share } other { clicks share } }
      }
    }
  }`);

  expect(body.data.link.stats).toEqual({
    clicks: 254,
    breakdown: {
      values: [
        { value: null, clicks: 127, share: 127 / 254 },
        { value: "known.example", clicks: 3, share: 3 / 254 },
      ],
      other: { clicks: 124, share: 124 / 254 },
    },
  });
});

test.each([
  [
    "an unknown time zone",
    "2030-01-01T00:00:00Z",
    "2030-02-01T00:00:00Z",
    "DAY",
    "Mars/Base",
    /IANA/,
  ],
  [
    "a range that ends before it begins",
    "2030-02-01T00:00:00Z",
    "2030-01-01T00:00:00Z",
    "DAY",
    "UTC",
    /before/,
  ],
  [
    "more than 3,000 intervals",
    "2000-01-01T00:00:00Z",
    "9999-01-01T00:00:00Z",
    "HOUR",
    "UTC",
    /3000/,
  ],
])("rejects %s", async (_, from, to, interval, zone, message) => {
  const { stats } = await someone();

  expect(await stats(from, to, interval, zone)).toEqual([
    expect.objectContaining({
      message: expect.stringMatching(message),
      extensions: expect.objectContaining({ code: "BAD_USER_INPUT" }),
    }),
  ]);
});

test("clicks are returned page by page with their stored details, newest first", async () => {
  const { alice, services } = await someone();
  await recordVisits(
    services,
    Array.from({ length: 5 }, (_, minute) => ({ time: `2030-05-06T10:0${minute}:00Z` })),
  );
  await recordVisits(services, [
    { time: "2030-05-06T11:00:00Z", referrer: "https://a.example/", userAgent: bot, country: "fr" },
  ]);
  const query = `query ($after: String) { link(by: { databaseId: 1 }) { clicks(first: 4, after: $after) {
    nodes { at isBot referrerHost country browser operatingSystem device }
    pageInfo { hasNextPage endCursor }
  } } }`;

  const first = (await alice.graphql(query)).body.data.link.clicks;
  const second = (await alice.graphql(query, { after: first.pageInfo.endCursor })).body.data.link
    .clicks;

  expect(first.nodes[0]).toMatchObject({
    at: "2030-05-06T11:00:00.000Z",
    isBot: true,
    referrerHost: "a.example",
    country: "FR",
  });
  const minutes = [...first.nodes, ...second.nodes].map(({ at }) => at.slice(11, 16));
  expect(minutes).toEqual(["11:00", "10:04", "10:03", "10:02", "10:01", "10:00"]);
  expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
});

test("statistics and clicks require the scope STATS_READ", async () => {
  const { alice } = await someone();
  const tokenWith = async (scopes: string[]) => {
    const { body } = await alice.graphql(
      `mutation ($scopes: [TokenScope!]!) { createToken(input: { name: "Some", scopes: $scopes }) {
        ... on CreateTokenPayload { secret } } }`,
      { scopes },
    );
    return { authorization: `Bearer ${body.data.createToken.secret}` };
  };
  const forbidden = { code: "FORBIDDEN" };
  const without = await tokenWith(["LINKS_READ"]);
  const only = await tokenWith(["STATS_READ"]);

  for (const field of ["stats { clicks }", "clicks { nodes { at } }"]) {
    const answer = await alice.graphql(`{ link(by: { databaseId: 1 }) { ${field} } }`, {}, without);
    expect(answer.body.errors[0].extensions).toMatchObject(forbidden);
  }
  const rejected = await alice.graphql("{ viewer { stats { clicks } } }", {}, without);
  expect(rejected.body.errors[0].extensions).toMatchObject(forbidden);
  const allowed = await alice.graphql("{ viewer { stats { clicks } } }", {}, only);
  expect(allowed.body).toEqual({ data: { viewer: { stats: { clicks: 0 } } } });
});

test("spellings of one time zone are equivalent and do not use additional memory", async () => {
  const { alice, stats } = await someone();
  const zone = "America/Argentina/Buenos_Aires";
  const range = 'from: "2030-05-06T00:00:00Z", to: "2030-05-07T00:00:00Z"';
  const expected = await stats("2030-05-06T00:00:00Z", "2030-05-07T00:00:00Z", "DAY", zone);
  expect(expected.series).toEqual([bucket("2030-05-05T03:00"), bucket("2030-05-06T03:00")]);
  const names = recordTimeZones();

  for (let request = 0; request < 4; request++) {
    const aliases = Array.from({ length: 50 }, (_, alias) => {
      const spelling = toCaseVariant(zone, request * 50 + alias);
      return `a${alias}: stats(${range}, timeZone: "${spelling}") { series { start } }`;
    });
    const { body } = await alice.graphql(`{ viewer { ${aliases.join(" ")} } }`);
    const starts = new Set(Object.values(body.data.viewer).map((value) => JSON.stringify(value)));
    expect(starts.size).toBe(1);
  }

  expect([...names]).toEqual([]);
});

test("accepts UTC offsets as time zones and rejects other text with one message", async () => {
  const { stats } = await someone();
  const day = (timeZone: string) =>
    stats("2030-05-06T00:00:00Z", "2030-05-06T01:00:00Z", "DAY", timeZone);

  for (const offset of ["+05:45", "+0545"]) {
    expect((await day(offset)).series).toEqual([bucket("2030-05-05T18:15")]);
  }
  for (const text of ["", "Mars/Olympus", "+24:00", "+5", "Europe/Berlin ", "a".repeat(10_000)]) {
    expect([text, await day(text)]).toEqual([
      text,
      [
        expect.objectContaining({
          message:
            "timeZone must be an IANA name, such as Europe/Berlin or UTC, or an offset, such as +02:00.",
          extensions: { code: "BAD_USER_INPUT", path: ["timeZone"] },
        }),
      ],
    ]);
  }
});
