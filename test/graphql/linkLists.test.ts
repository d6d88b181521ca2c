import { expect, test } from "vitest";
import type { TestClient } from "../support/client.ts";
import { queryDatabase as askDatabase } from "../support/database.ts";
import { createRandom } from "../support/random.ts";
import { createWorld } from "../support/world.ts";

const query = `query ($filter: LinkFilter, $orderBy: LinkOrder, $first: Int, $after: String, $last: Int, $before: String) {
  viewer {
    links(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
      edges { cursor node { databaseId } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount { count precision }
    }
  }
}`;

const fields = ["CREATED_AT", "CLICK_COUNT", "LAST_CLICKED_AT"] as const;
const directions = ["ASC", "DESC"] as const;
const statuses = [
  ["ACTIVE"],
  ["INACTIVE"],
  ["EXPIRED", "EXHAUSTED"],
  ["ACTIVE", "BLOCKED", "INACTIVE"],
  ["BLOCKED"],
  [],
  null,
] as const;
const searches = ["", "news", "NEWS summer", "example.org/a", "n", "su", "b1", "ä", "no such"];

interface Row {
  id: number;
  shortCode: string;
  originalUrl: string;
  title: string | null;
  isActive: number;
  expiresAt: number | null;
  maxClicks: number | null;
  clickCount: number;
  lastClickedAt: number | null;
}

function statusOf({ isActive, expiresAt, maxClicks, clickCount, originalUrl }: Row): string {
  if (!isActive) return "INACTIVE";
  if (expiresAt !== null && expiresAt <= Date.now()) return "EXPIRED";
  if (maxClicks !== null && clickCount >= maxClicks) return "EXHAUSTED";
  return originalUrl.includes("//10.") ? "BLOCKED" : "ACTIVE";
}

function isFound({ shortCode, originalUrl, title }: Row, search: string): boolean {
  const words = search.toLowerCase().split(" ").filter(Boolean);
  const texts = [shortCode, originalUrl, title ?? ""].map((text) => text.toLowerCase());
  return words.every((word) =>
    word.length < 3
      ? [shortCode, ...(texts[2] ?? "").split(" ")].some((text) => text.startsWith(word))
      : texts.some((text) => text.includes(word)),
  );
}

function isSelected(row: Row, status: readonly string[] | null): boolean {
  return status === null || status.length === 0 || status.includes(statusOf(row));
}

function keyOf(row: Row, field: (typeof fields)[number]): number {
  if (field === "CREATED_AT") return row.id;
  return field === "CLICK_COUNT" ? row.clickCount : (row.lastClickedAt ?? -1);
}

/** Creates 120 links of every kind for Alice, and as many for Bob that match the same words. */
async function manyLinks() {
  const here = await createWorld({ ALLOW_PRIVATE_DESTINATIONS: "false" });
  const alice = await here.signUp("alice");
  await here.signUp("bob");
  const { database } = here.services;
  const { below, pick } = createRandom(7);
  const now = Date.now();
  const time = (at: number | null) => (at === null ? null : new Date(at));
  const links = Array.from({ length: 240 }, (_, number) => {
    const word = pick(["news", "summer", "newsletter", "Äpfel", "shop"]);
    const clicks = below(4);
    return {
      shortCode: `${pick(["a", "b", "su"])}${number}`,
      originalUrl: `https://${pick(["example.com", "example.org", "10.0.0.1/example.org"])}/${pick(["a", "B"])}/${word}?n=${number}`,
      title: pick([null, `Summer ${word}`, `The ${word} ${number}`]),
      isActive: pick([true, true, true, false]),
      expiresAt: time(pick([null, null, now - 60_000, now + 3_600_000])),
      maxClicks: pick([null, null, 2]),
      clickCount: clicks,
      lastClickedAt: time(pick([null, 1_000 + below(5)])),
      ownerId: (number % 2) + 1,
    };
  });
  for (const data of links) await database.link.create({ data });
  const rows = await askDatabase<Row>(
    here.databaseUrl,
    `SELECT * FROM "Link" WHERE "ownerId" = 1 ORDER BY "id"`,
  );
  return { here, alice, rows, database };
}

async function ask(client: TestClient, variables: Record<string, unknown>) {
  const { body } = await client.graphql(query, variables);
  expect(body.errors).toBeUndefined();
  const { edges, pageInfo } = body.data.viewer.links;
  return {
    ids: edges.map(({ node }: { node: { databaseId: number } }) => node.databaseId) as number[],
    start: pageInfo.startCursor,
    end: pageInfo.endCursor,
    totalCount: body.data.viewer.links.totalCount,
    more: [pageInfo.hasPreviousPage, pageInfo.hasNextPage],
  };
}

test("every combination of filter and order returns the expected links, paged in both directions", async () => {
  const { alice, rows } = await manyLinks();
  const { below } = createRandom(11);

  for (const field of fields) {
    for (const direction of directions) {
      for (const status of statuses) {
        const search = searches[below(searches.length)] ?? "";
        const factor = direction === "ASC" ? 1 : -1;
        const expected = rows
          .filter((row) => isFound(row, search) && isSelected(row, status))
          .sort((a, b) => factor * (keyOf(a, field) - keyOf(b, field) || a.id - b.id))
          .map(({ id }) => id);
        const list = { filter: { search, status }, orderBy: { field, direction } };
        const name = JSON.stringify(list);

        const forwards: number[] = [];
        for (let after = null, more = true; more; ) {
          const page = await ask(alice, { ...list, first: 17, after });
          expect([name, page.more[0]]).toEqual([name, forwards.length > 0]);
          forwards.push(...page.ids);
          expect([name, page.more[1]]).toEqual([name, forwards.length < expected.length]);
          const count = { count: expected.length, precision: "EXACT" };
          expect([name, page.totalCount]).toEqual([name, count]);
          [after, more] = [page.end, page.more[1]];
        }
        const backwards: number[] = [];
        for (let before = null, more = true; more; ) {
          const page = await ask(alice, { ...list, last: 17, before });
          expect([name, page.more[1]]).toEqual([name, backwards.length > 0]);
          backwards.unshift(...page.ids);
          expect([name, page.more[0]]).toEqual([name, backwards.length < expected.length]);
          [before, more] = [page.start, page.more[0]];
        }
        expect([name, forwards]).toEqual([name, expected]);
        expect([name, backwards]).toEqual([name, expected]);
      }
    }
  }
});

test("every search returns the expected links", async () => {
  const { alice, rows } = await manyLinks();

  for (const search of searches) {
    const expected = rows.filter((row) => isFound(row, search)).map(({ id }) => id);
    const { ids } = await ask(alice, { filter: { search }, first: 100 });
    expect([search, ids]).toEqual([search, expected.reverse().slice(0, 100)]);
  }
});

test("pagination does not repeat links whose click counts change between pages", async () => {
  const { alice, database } = await manyLinks();
  const orderBy = { field: "CLICK_COUNT", direction: "DESC" };
  const one = await ask(alice, { orderBy, first: 10 });

  await database.link.updateMany({
    where: { id: { in: one.ids.slice(-1) } },
    data: { clickCount: 99 },
  });
  const two = await ask(alice, { orderBy, first: 10, after: one.end });

  expect(two.ids.filter((id) => one.ids.includes(id))).toEqual([]);
  expect((await ask(alice, { orderBy, first: 1 })).ids).toEqual([one.ids.at(-1)]);
});

test("rejects a cursor of another order and a forged cursor", async () => {
  const { alice } = await manyLinks();
  const { end } = await ask(alice, { first: 1 });
  const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");
  const rejection = async (after: string) =>
    (
      await alice.graphql(query, { after, orderBy: { field: "CLICK_COUNT", direction: "DESC" } })
    ).body.errors.map(({ message, extensions }: { message: string; extensions: object }) => [
      message,
      extensions,
    ]);
  const code = { code: "BAD_USER_INPUT", path: ["after"] };

  expect(await rejection(end)).toEqual([
    ["The cursor belongs to a list with another sort order. Start again without a cursor.", code],
  ]);
  for (const cursor of [
    forged("CLICK_COUNT", "DESC", 1, null),
    forged("CLICK_COUNT", "DESC", 1, -1),
    forged("CLICK_COUNT", "DESC", 1, "1"),
    forged("CLICK_COUNT", "DESC", 1e300, 1),
    forged("CLICK_COUNT", "DESC", 1),
    forged("clickCount", "DESC", 1, 1),
    forged("CREATED_AT", "DESC", 1, 1),
  ]) {
    expect(await rejection(cursor)).toEqual([
      ["The cursor does not belong to this connection. Start again without a cursor.", code],
    ]);
  }
});

test("a forged cursor does not expose links of other users", async () => {
  const { alice, rows } = await manyLinks();
  const ids = rows.map(({ id }) => id).reverse();
  const cursor = (id: number, direction: string) =>
    Buffer.from(JSON.stringify(["CREATED_AT", direction, id, null])).toString("base64url");

  for (const id of [2 ** 36, 2 ** 36 + 5, 2 ** 37, Number.MAX_SAFE_INTEGER]) {
    const filter = { search: "example" };
    const descending = { first: 100, filter, after: cursor(id, "DESC") };
    expect((await ask(alice, descending)).ids).toEqual(ids.slice(0, 100));
    const orderBy = { field: "CREATED_AT", direction: "ASC" };
    expect((await ask(alice, { filter, orderBy, after: cursor(id, "ASC") })).ids).toEqual([]);
  }
});

test("accepts any search text of up to 200 characters and rejects a longer one", async () => {
  const { alice } = await manyLinks();
  const found = async (search: string) => (await ask(alice, { filter: { search } })).ids.length;

  for (const search of ["\0", "\u0002", " \t\n ", "\uD800", "", "\u0002\u0002\0"]) {
    expect([search, await found(search)]).toEqual([search, 20]);
  }
  for (const search of [
    '"',
    "' OR 1=1 --",
    "title:*",
    "NOT",
    "😀",
    "a".repeat(200),
    "* ".repeat(100),
  ]) {
    expect([search, await found(search)]).toEqual([search, 0]);
  }
  for (const search of ["a".repeat(201), "😀".repeat(201), "a".repeat(10_000), " ".repeat(201)]) {
    const { status, body } = await alice.graphql(query, { filter: { search } });
    expect([status, body.errors[0].message, body.errors[0].extensions]).toEqual([
      200,
      "The search is too long. Use at most 200 characters.",
      { code: "BAD_USER_INPUT", path: ["search"] },
    ]);
  }
});

test("a count of more than 10,000 active links is a lower bound", async () => {
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const links = Array.from({ length: 10_600 }, (_, number) => ({
    shortCode: `link${number}`,
    originalUrl: "https://example.com/",
    ownerId: 1,
  }));
  for (let at = 0; at < links.length; at += 500) {
    await here.services.database.link.createMany({ data: links.slice(at, at + 500) });
  }
  const count = async (status: string[] | null) =>
    (await ask(alice, { filter: { status }, first: 1 })).totalCount;

  expect(await count(["ACTIVE"])).toEqual({ count: 10_000, precision: "AT_LEAST" });
  expect(await count(["BLOCKED"])).toEqual({ count: 0, precision: "EXACT" });
  expect(await count(null)).toEqual({ count: 10_000, precision: "AT_LEAST" });
});
