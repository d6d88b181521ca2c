import { join } from "node:path";
import { expect, test } from "vitest";
import type { FilterableStatus, LinkListQuery } from "../../src/db/linkLists.ts";
import { linkListStatements } from "../../src/db/sqlite/linkListSql.ts";
import { prepareLinkLists } from "../../src/db/sqlite/linkLists.ts";
import { migrate } from "../../src/db/sqlite/migrate.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const list: LinkListQuery = {
  ownerId: 1,
  words: [],
  status: null,
  field: "CREATED_AT",
  direction: "DESC",
  position: null,
  inclusive: false,
  limit: 21,
  now: 0,
};

/** Creates a database with two owners, and functions that search it. */
async function searched() {
  const databaseUrl = `file:${join(temporaryFolder(), "lnk7.db")}`;
  await migrate(databaseUrl);
  const database = openSqlite(databaseUrl);
  database.exec(`INSERT INTO "User" ("id", "email", "emailKey", "passwordHash")
    VALUES (1, 'a', 'a', ''), (2, 'b', 'b', '')`);
  const insert = database.prepare(
    `INSERT INTO "Link" ("id", "ownerId", "shortCode", "originalUrl", "title", "updatedAt")
     VALUES (?, ?, ?, ?, ?, 0)`,
  );
  const { listLinks } = prepareLinkLists(database);
  const find = (word: string, ownerId = 1) => {
    try {
      const found = listLinks({ ...list, ownerId, words: [word] });
      return found.map(({ id }) => id);
    } catch (error) {
      return String(error);
    }
  };
  return { database, insert, find };
}

test("the search index follows every change of links", async () => {
  const { database, insert, find } = await searched();
  insert.run(1, 1, "first", "https://example.com/one", "A title");
  insert.run(2, 1, "second", "https://example.com/two", null);
  insert.run(3, 2, "third", "https://example.com/three", "A title");
  expect([find("example"), find("title"), find("example", 2)]).toEqual([[2, 1], [1], [3]]);

  database.exec(`UPDATE "Link" SET "title" = 'Renamed', "originalUrl" = 'http://moved.test/'
    WHERE "id" = 1`);
  expect([find("title"), find("example"), find("Rename"), find("moved.")]).toEqual([
    [],
    [2],
    [1],
    [1],
  ]);
  database.exec(`UPDATE "Link" SET "title" = NULL WHERE "id" = 1`);
  expect([find("renamed"), find("moved")]).toEqual([[], [1]]);
  database.exec(`UPDATE "Link" SET "ownerId" = 2 WHERE "id" = 1`);
  expect([find("moved"), find("moved", 2)]).toEqual([[], [1]]);
  database.exec(`UPDATE "Link" SET "id" = 9 WHERE "id" = 1`);
  expect(find("moved", 2)).toEqual([9]);

  database.exec(`DELETE FROM "Link" WHERE "id" = 2`);
  expect(find("example")).toEqual([]);
  database.pragma("foreign_keys = ON");
  database.exec(`DELETE FROM "User" WHERE "id" = 2`);
  expect([find("example", 2), find("moved", 2)]).toEqual([[], []]);
  expect(database.prepare(`SELECT count(*) FROM "LinkSearch"`).pluck().get()).toBe(0);
});

test("the search index stays correct after an upsert and a rollback", async () => {
  const { database, insert, find } = await searched();
  insert.run(1, 1, "first", "https://example.com/one", null);

  database.exec(`INSERT INTO "Link" ("id", "ownerId", "shortCode", "originalUrl", "updatedAt")
    VALUES (2, 1, 'first', 'https://replaced.test/', 0)
    ON CONFLICT ("shortCode") DO UPDATE SET "originalUrl" = excluded."originalUrl"`);
  expect([find("example"), find("replaced")]).toEqual([[], [1]]);
  database.exec(`BEGIN; DELETE FROM "Link"; ROLLBACK`);
  expect(find("replaced")).toEqual([1]);
});

test("a click does not change the search index", async () => {
  const { database, insert } = await searched();
  insert.run(1, 1, "first", "https://example.com/one", null);
  const index = () =>
    database.prepare(`SELECT "id", hex("block") FROM "LinkSearch_data"`).raw().all();
  const before = index();

  database.exec(`UPDATE "Link" SET "clickCount" = 1, "lastClickedAt" = 1`);
  expect(index()).toEqual(before);
});

test("operators in search words have no special meaning", async () => {
  const { insert, find } = await searched();
  const odd = [
    `"`,
    `""""`,
    `"OR"`,
    "NOT",
    "AND",
    "NEAR(a,b)",
    "title:one",
    "*",
    "one*",
    "^one",
    "-one",
    "+one",
    "{one}",
    "(((",
    ")))",
    "';DROP/**/TABLE/**/Link;--",
    "%",
    "_ne",
    "\\",
    "😀",
    "👩‍👩‍👧‍👦",
    "\u202E\uFEFF",
    "ﷺ".repeat(200),
    "x".repeat(10_000),
  ];
  for (const [number, word] of odd.entries()) {
    expect([word, find(word)]).toEqual([word, []]);
    insert.run(number + 1, 1, `code${number}`, "https://example.test/", word);
    expect([word, find(word)[0]]).toEqual([word, number + 1]);
  }
});

test("every list uses an index in its order or sorts few matches", async () => {
  const { database } = await searched();
  const statuses: (FilterableStatus | null)[] = [
    "ACTIVE",
    "INACTIVE",
    "EXPIRED",
    "EXHAUSTED",
    null,
  ];
  const plans: Record<string, string[]> = {};
  for (const field of ["CREATED_AT", "CLICK_COUNT", "LAST_CLICKED_AT"] as const) {
    for (const direction of ["ASC", "DESC"] as const) {
      for (const status of statuses) {
        for (const words of [[], ["abc", "d"]]) {
          for (const from of [null, { id: 5, key: 5 }, { id: 5, key: null }]) {
            if (from?.key === null && field === "CLICK_COUNT") continue;
            const query = { ...list, field, direction, status, words, from };
            for (const { sql, parameters } of linkListStatements(query)) {
              const steps = database
                .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
                .all({ ...parameters, limit: 21 })
                .map(({ detail }) => detail);
              plans[JSON.stringify([field, direction, status, words, from])] = steps;
            }
          }
        }
      }
    }
  }

  const isSorted = (steps: string[]) => !steps.some((step) => step.includes("ORDER BY"));
  for (const [name, steps] of Object.entries(plans)) {
    const [field, , status, words] = JSON.parse(name);
    const scanned = steps.filter((step) => /^SCAN (?!LinkSearch VIRTUAL TABLE)/.test(step));
    expect([name, scanned.filter((step) => !step.startsWith("SCAN (subquery"))]).toEqual([
      name,
      [],
    ]);
    const searches = steps.filter((step) => /^SEARCH Link USING .*INDEX/.test(step));
    if (words.length === 0) expect([name, searches.length]).toEqual([name, 1]);
    if (
      (words.length === 0 && (field === "CREATED_AT" || !status)) ||
      (!status && field === "CREATED_AT")
    ) {
      expect([name, steps, isSorted(steps)]).toEqual([name, steps, true]);
    }
  }
});

test("finds a repetitive word by its parts as fast as any other word", async () => {
  const { insert, find } = await searched();
  insert.run(1, 1, "first", `https://example.com/${"aaab".repeat(500)}`, null);
  insert.run(2, 1, "second", `https://example.com/${"a".repeat(300)}`, null);
  insert.run(3, 1, "third", "https://example.com/abab", null);

  expect([find("a".repeat(64)), find("ab".repeat(30)), find("banana"), find("abab")]).toEqual([
    [2, 1],
    [3],
    [],
    [3],
  ]);
});
