import { expect, test } from "vitest";
import type { TestClient } from "../support/client.ts";
import { onPostgres, queryDatabase } from "../support/database.ts";
import { createWorld, type World } from "../support/world.ts";

/** Values that no version has written but the database accepts, by table and column. */
const odd: [table: string, column: string, values: string[]][] = onPostgres
  ? [
      ["Link", "clickCount", ["9007199254740992", "9223372036854775000", "-1"]],
      ["Link", "lastClickedAt", ["'infinity'", "'-infinity'", "'12026-01-01'", "'0044-03-15 BC'"]],
      ["Link", "expiresAt", ["'infinity'", "'294276-12-31'"]],
      ["Link", "createdAt", ["'infinity'", "'-infinity'"]],
      ["Link", "updatedAt", ["'infinity'", "'0044-03-15 BC'"]],
      ["Link", "redirectType", ["0", "999", "-2147483648"]],
      ["Link", "maxClicks", ["0", "-1"]],
      ["Link", "originalUrl", ["''", "'http://['", "'javascript:alert(1)'"]],
      ["Link", "shortCode", ["''", "'//example.org/'", "'http://['", "'ü 😀'"]],
      ["ApiToken", "scopes", ["''", "'links:read links:fly'"]],
      ["ApiToken", "lastUsedAt", ["'infinity'"]],
      ["ApiToken", "createdAt", ["'-infinity'"]],
      ["Session", "lastSeenAt", ["'infinity'"]],
      ["Session", "expiresAt", ["'infinity'", "'12026-01-01'"]],
      ["Session", "createdAt", ["'0044-03-15 BC'"]],
      ["Click", "device", ["'toaster'"]],
    ]
  : [
      [
        "Link",
        "clickCount",
        ["9007199254740992", "9223372036854775807", "-1", "1e300", "'many'", "0.5"],
      ],
      ["Link", "lastClickedAt", ["1e21", "-1e21", "9223372036854775807", "'never'", "x'ff'"]],
      ["Link", "expiresAt", ["1e21", "'2030-01-01T00:00:00Z'", "'soon'"]],
      ["Link", "createdAt", ["1e21", "-1e21", "'2030-01-01 00:00:00'", "x''"]],
      ["Link", "updatedAt", ["9e15", "'once'"]],
      ["Link", "redirectType", ["0", "999", "'302'", "'x'", "9007199254740992"]],
      ["Link", "maxClicks", ["0", "-1", "9007199254740992", "'x'"]],
      ["Link", "isActive", ["7", "'yes'"]],
      ["Link", "title", ["x'4b'", "x'ff'", "12"]],
      ["Link", "originalUrl", ["''", "'http://['", "x'ff'"]],
      ["Link", "shortCode", ["''", "'//example.org/'", "'http://['", "'ü 😀'", "x'ff'"]],
      ["Link", "version", ["9223372036854775807", "'x'"]],
      ["ApiToken", "scopes", ["''", "'links:read links:fly'", "x'ff'"]],
      ["ApiToken", "name", ["x'ff'"]],
      ["ApiToken", "lastUsedAt", ["1e21", "'x'"]],
      ["ApiToken", "createdAt", ["-1e21"]],
      ["Session", "lastSeenAt", ["1e21", "'x'"]],
      ["Session", "expiresAt", ["1e21", "9223372036854775807"]],
      ["Session", "browser", ["x'ff'"]],
      ["Click", "device", ["'toaster'", "x'ff'"]],
      ["Click", "isBot", ["7", "'x'"]],
    ];

const changes = [
  "",
  "}",
  "null",
  "{}",
  "[null]",
  `[{"setting":"colour","before":null,"after":"red"}]`,
];

const fields = `id databaseId shortCode shortUrl originalUrl title isActive status redirectType expiresAt
  maxClicks hasPassword clickCount lastClickedAt createdAt updatedAt`;

const links = (more = "") => `query ($first: Int, $orderBy: LinkOrder, $after: String) {
  viewer {
    links(first: $first, after: $after, orderBy: $orderBy) {
      edges { node { ${fields} ${more} } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

const below = `history { nodes { at tokenName settings { setting before after } } }
  clicks { nodes { at isBot referrerHost country browser operatingSystem device } }`;

const others = `query {
  viewer {
    tokens(first: 50) { nodes { tokenId name scopes createdAt lastUsedAt expiresAt } }
    sessions(first: 50) { nodes { browser operatingSystem startedAt lastSeenAt expiresAt } }
  }
}`;

const bytes = (text: string) =>
  onPostgres ? `'${text}'::bytea` : `x'${Buffer.from(text).toString("hex")}'`;
const time = onPostgres ? "now()" : "1700000000000";
const later = onPostgres ? "now() + interval '1 day'" : "4000000000000";

/** Returns a valid row of Alice for each listed type, as any program would write it. */
const rows: Record<string, (name: string) => Record<string, string>> = {
  Link: (name) => ({
    shortCode: `'${name}'`,
    originalUrl: "'https://example.com/'",
    ownerId: "1",
    updatedAt: time,
    createdAt: time,
  }),
  ApiToken: (name) => ({
    ...{ publicId: `'${name}'`, ownerId: "1", name: "'Odd'", scopes: "'links:read'" },
    ...{ secretHash: bytes(name), prefix: "'lnk7_'", createdAt: time },
  }),
  Session: (name) => ({
    ...{
      ownerId: "1",
      secretHash: bytes(name),
      createdAt: time,
      lastSeenAt: time,
      expiresAt: later,
    },
  }),
  Click: () => ({ linkId: "1", at: time, isBot: onPostgres ? "false" : "0" }),
  LinkChange: () => ({ linkId: "1", at: time, changes: "'[]'" }),
};

const insert = ({ databaseUrl }: World, table: string, values: Record<string, string>) =>
  queryDatabase(
    databaseUrl,
    `INSERT INTO "${table}" (${Object.keys(values).map((name) => `"${name}"`)}) VALUES (${Object.values(values)})`,
  );

/** Creates a link of Alice and a row for each corrupt value. Returns the number of links. */
async function oddRows() {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  await alice.createLink();
  let count = 0;
  for (const [table, column, values] of odd) {
    for (const value of values) {
      const row = rows[table]?.(`${table}-${++count}`);
      await insert(here, table, { ...row, [column]: value });
    }
  }
  for (const text of changes) {
    await insert(here, "LinkChange", { ...rows.LinkChange?.(""), changes: `'${text}'` });
  }
  const oddLinks = odd.flatMap(([table, , values]) => (table === "Link" ? values : []));
  return { here, alice, links: oddLinks.length + 1 };
}

/** Returns all links of a list in order, or the errors. */
async function listed(
  alice: TestClient,
  query: string,
  first: number,
  orderBy: object,
): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let after: string | null = null; found.length < 200; ) {
    const { body } = await alice.graphql(query, { first, orderBy, after });
    if (body.errors) return body.errors;
    const { edges, pageInfo } = body.data.viewer.links;
    found.push(...edges.map(({ node }: { node: { databaseId: number } }) => node.databaseId));
    if (!pageInfo.hasNextPage) return found;
    after = pageInfo.endCursor;
  }
  return ["There is no end."];
}

test("invalid values in stored rows do not break lists or make pagination endless", async () => {
  const { alice, links: all } = await oddRows();

  for (const field of ["CREATED_AT", "CLICK_COUNT", "LAST_CLICKED_AT"]) {
    for (const direction of ["ASC", "DESC"]) {
      const atOnce = await listed(alice, links(), 100, { field, direction });
      expect([field, direction, atOnce.toSorted()]).toEqual([
        ...[field, direction],
        Array.from({ length: all }, (_, index) => index + 1).toSorted(),
      ]);
      const paged = await listed(alice, links(below), 10, { field, direction });
      expect([field, direction, paged.length]).toEqual([field, direction, new Set(paged).size]);
      expect(atOnce).toEqual(expect.arrayContaining(paged));
    }
  }
  const { body } = await alice.graphql(others);
  expect(body.errors).toBeUndefined();
  for (const path of ["/api/v1/links?per_page=100", "/api/v1/auth/tokens"]) {
    const { status, text } = await alice.get(path);
    expect([path, status, text]).toEqual([path, 200, text]);
  }
});

test("a value out of range is returned as the nearest valid value, and the link redirects", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const { id } = await alice.createLink({ short_code: "second" });
  const far = onPostgres ? "'infinity'" : "1e21";
  await queryDatabase(
    here.databaseUrl,
    `UPDATE "Link" SET "clickCount" = 9223372036854775000, "lastClickedAt" = ${far},
       "createdAt" = ${onPostgres ? "'-infinity'" : "-1e21"}, "redirectType" = 999 WHERE "id" = ?`,
    id,
  );

  const { body } = await alice.get(`/api/v1/links/${id}`);
  const visit = await here.anonymous.visit("second");

  expect(body).toMatchObject({
    click_count: Number.MAX_SAFE_INTEGER,
    last_clicked_at: "9999-12-31T23:59:59.999Z",
    created_at: "0001-01-01T00:00:00.000Z",
    redirect_type: 302,
  });
  expect([visit.status, visit.headers.get("location")]).toEqual([302, "https://example.com/"]);
});

test("statistics add up counts beyond 64 bits", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const { id } = await alice.createLink();
  const most = "9223372036854775807";
  const hour = Date.UTC(2026, 0, 5, 12);
  for (const [table, key] of [
    ["LinkHour", "linkId"],
    ["UserHour", "userId"],
  ]) {
    for (const at of [hour, hour + 3_600_000]) {
      const time = onPostgres ? `to_timestamp(${at / 1_000})` : at;
      await queryDatabase(
        here.databaseUrl,
        `INSERT INTO "${table}" ("${key}", "hour", "clicks", "visitors", "bots")
         VALUES (?, ${time}, ${most}, ${most}, ${most})`,
        key === "linkId" ? id : 1,
      );
    }
  }
  for (const day of [Date.UTC(2026, 0, 5), Date.UTC(2026, 0, 6)]) {
    const time = onPostgres ? `to_timestamp(${day / 1_000})` : day;
    await queryDatabase(
      here.databaseUrl,
      `INSERT INTO "LinkDay" ("linkId", "dimension", "day", "value", "clicks") VALUES (?, 'country', ${time}, 'DE', ${most})`,
      id,
    );
  }
  const stats = `stats(from: "2026-01-05T00:00:00Z", to: "2026-01-07T00:00:00Z") {
    clicks visitors bots series { clicks } breakdown(dimension: COUNTRY) { values { value clicks } other { clicks } } }`;

  const { body } = await alice.graphql(
    `query { viewer { ${stats} } link(by: { databaseId: ${id} }) { ${stats} } }`,
  );

  const counts = { clicks: 9007199254740991, visitors: 9007199254740991, bots: 9007199254740991 };
  expect(body.errors).toBeUndefined();
  expect(body.data.viewer.stats).toMatchObject(counts);
  expect(body.data.link.stats).toMatchObject({
    ...counts,
    series: [{ clicks: 9007199254740991 }, { clicks: 0 }],
    breakdown: { values: [{ value: "DE", clicks: 9007199254740991 }] },
  });
});
