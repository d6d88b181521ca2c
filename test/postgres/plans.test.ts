import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import type { LinkListQuery, ListedStatus } from "../../src/db/linkLists.ts";
import { bind } from "../../src/db/postgres/bind.ts";
import { linkListStatements } from "../../src/db/postgres/linkListStatements.ts";
import { newDatabaseUrl } from "../support/database.ts";

const ownLinks = 10_000;
const othersLinks = 90_000;

/** One owner with 10,000 links among 100,000. */
async function manyLinks(): Promise<pg.Client> {
  const client = new pg.Client(await newDatabaseUrl());
  await client.connect();
  onTestFinished(() => client.end());
  await client.query(
    `INSERT INTO "User" ("email", "emailKey", "passwordHash") VALUES ('a', 'a', ''), ('b', 'b', '')`,
  );
  await client.query(
    `INSERT INTO "Link" ("shortCode", "originalUrl", "title", "isActive", "expiresAt", "maxClicks",
       "clickCount", "lastClickedAt", "ownerId", "updatedAt")
     SELECT 'code' || n, 'https://example' || n % 977 || '.com/' || md5(n::text),
       CASE WHEN n % 3 = 0 THEN 'Title ' || n END, n % 50 > 0,
       CASE WHEN n % 100 = 1 THEN now() - interval '1 day' END, CASE WHEN n % 100 = 2 THEN 5 END,
       n % 1000, CASE WHEN n % 2 = 0 THEN now() - n * interval '1 minute' END,
       CASE WHEN n <= ${ownLinks} THEN 1 ELSE 2 END, now()
     FROM generate_series(1, ${ownLinks + othersLinks}) AS n`,
  );
  await client.query(`VACUUM ANALYZE`);
  return client;
}

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  Plans?: Plan[];
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

const list: LinkListQuery = {
  ownerId: 1,
  words: [],
  status: null,
  field: "CREATED_AT",
  direction: "DESC",
  from: null,
  including: false,
  limit: 21,
  now: Date.now(),
};

test("every list and search goes by an index, and lists without a search come sorted from it", async () => {
  const client = await manyLinks();
  const statuses: (ListedStatus | null)[] = ["ACTIVE", "INACTIVE", "EXPIRED", "EXHAUSTED", null];

  for (const field of ["CREATED_AT", "CLICK_COUNT", "LAST_CLICKED_AT"] as const) {
    for (const direction of ["ASC", "DESC"] as const) {
      for (const status of statuses) {
        for (const words of [[], ["c4ca4"], ["example7", "ti"]]) {
          for (const from of [null, { id: 500, key: field === "CREATED_AT" ? null : 500 }]) {
            const query = { ...list, field, direction, status, words, from };
            for (const { sql, parameters } of linkListStatements(query)) {
              const { text, values } = bind(sql, { ...parameters, limit: 21 });
              const { rows } = await client.query(`EXPLAIN (FORMAT JSON) ${text}`, values);
              const nodes = nodesOf(rows[0]["QUERY PLAN"][0].Plan);
              const name = JSON.stringify([field, direction, status, words, from]);
              const types = nodes.map((node) => node["Node Type"]);
              expect([name, types.filter((type) => type === "Seq Scan")]).toEqual([name, []]);
              if (words.length === 0 && !status) {
                expect([name, types.filter((type) => type === "Sort")]).toEqual([name, []]);
              }
            }
          }
        }
      }
    }
  }
}, 120_000);

test("a search for what few links have looks at few", async () => {
  const client = await manyLinks();
  const [statement] = linkListStatements({ ...list, words: ["c4ca4238a0"] });
  const { text, values } = bind(statement?.sql ?? "", { ...statement?.parameters, limit: 21 });

  const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values);

  const nodes = nodesOf(rows[0]["QUERY PLAN"][0].Plan);
  expect(nodes.map((node) => node["Index Name"]).filter(Boolean)).toEqual([
    "LinkSearch_ownerId_text_idx",
  ]);
}, 120_000);
