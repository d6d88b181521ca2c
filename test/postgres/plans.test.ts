import { isCompositeType, parse, TypeInfo, visit, visitWithTypeInfo } from "graphql";
import { expect, test } from "vitest";
import type { FilterableStatus, LinkListQuery } from "../../src/db/linkLists.ts";
import type { Lookup } from "../../src/db/lookup.ts";
import type { Reader } from "../../src/db/reader.ts";
import { schema } from "../../src/graphql/schema.ts";
import { createClient } from "../support/client.ts";
import { queryDatabase } from "../support/database.ts";
import {
  deleteOwnAccount,
  exerciseEveryAction,
  queryEverything,
  runMaintenance,
} from "../support/exerciseApi.ts";
import { busyLink, largeDatabaseUrl, owner } from "../support/largeDatabase.ts";
import { operations } from "../support/operations.ts";
import { type Plan, type PlannedStatement, recordPlans } from "../support/planRecorder.ts";
import { createWorld, password } from "../support/world.ts";

/**
 * Twice the rows considered by a list without an ordered index. A search for a common word reads
 * all its matches.
 */
const rowsReadAtMost = 20_000;
const largeTableRows = 1_000;

const lists: LinkListQuery[] = [];
for (const field of ["CREATED_AT", "CLICK_COUNT", "LAST_CLICKED_AT"] as const) {
  for (const direction of ["ASC", "DESC"] as const) {
    for (const status of [
      "ACTIVE",
      "INACTIVE",
      "EXPIRED",
      "EXHAUSTED",
      null,
    ] as FilterableStatus[]) {
      for (const words of [[], ["code4321"], ["a77", "t"]]) {
        for (const from of [null, { id: 250_000, key: field === "CREATED_AT" ? null : 500 }]) {
          const place = { position: from, inclusive: from !== null, limit: 21, now: Date.now() };
          lists.push({ ownerId: owner.id, words, status, field, direction, ...place });
        }
      }
    }
  }
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

function rowsReadBy(node: Plan): number {
  const kept = node["Actual Rows"];
  const removed =
    (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0);
  return (kept + removed) * node["Actual Loops"];
}

/** Returns the faults in the plans of statements: full scans and reads of too many rows. */
function faultsOf(statements: PlannedStatement[], large: Set<string>): string[] {
  const faults = statements.flatMap(({ "Query Text": text, Plan: plan }) =>
    nodesOf(plan)
      .filter((node) => {
        const type = node["Node Type"];
        const readsAll = type === "Seq Scan" && large.has(node["Relation Name"] ?? "");
        const readsAnyPart = /Index/.test(type) && node["Index Cond"] === undefined;
        return readsAll || readsAnyPart || rowsReadBy(node) > rowsReadAtMost;
      })
      .map((node) => {
        const where = node["Index Name"] ?? node["Relation Name"] ?? "";
        return `${node["Node Type"]} ${where} of ${rowsReadBy(node)} rows: ${text}`;
      }),
  );
  return [...new Set(faults)];
}

/** Records which functions are called. */
function noteCalls(asked: Lookup | Reader, called: Set<string>): void {
  for (const [name, act] of Object.entries(asked)) {
    if (typeof act !== "function") continue;
    const noted = (...values: unknown[]) => {
      called.add(name);
      return act(...values);
    };
    Object.assign(asked, { [name]: noted });
  }
}

test("every statement of the service uses an index with a million links and ten million counts", {
  tags: ["full"],
  timeout: 400_000,
}, async () => {
  const databaseUrl = await largeDatabaseUrl();
  const { url, statements } = await recordPlans(databaseUrl);
  const here = await createWorld({ DATABASE_URL: url });
  const { lookup, queues } = here.services;
  const called = new Set<string>();
  noteCalls(lookup, called);
  const reader = await queues.read(owner.id, async (given) => given);
  noteCalls(reader, called);
  const credentials = { email: owner.email, password };
  const { body } = await here.anonymous.post("/api/v1/auth/login", credentials);
  const alice = createClient(here.url, body.token);

  await queryEverything(alice, busyLink.shortCode);
  for (const list of lists) await reader.listLinks(list);
  for (const list of lists) await reader.countLinks({ ...list, limit: 10_001 });
  await exerciseEveryAction(here);
  await runMaintenance(here);
  await deleteOwnAccount(alice);
  const left = () =>
    queryDatabase(databaseUrl, `SELECT count(*) AS "left" FROM "Link" WHERE "id" <= 100`);
  await expect.poll(left, { timeout: 20_000 }).toEqual([{ left: 0 }]);
  await here.stop();

  const large = await queryDatabase<{ name: string }>(
    databaseUrl,
    `SELECT relname AS "name" FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND reltuples > ${largeTableRows}`,
  );
  expect(faultsOf(statements, new Set(large.map(({ name }) => name)))).toEqual([]);
  const asked = ["listLinks", "sumHours", "sumDays", ...Object.keys(lookup)];
  expect(asked.filter((name) => !called.has(name))).toEqual([]);
});

test("the operations with explained plans cover every field of the API", () => {
  const asked = new Set<string>();
  const types = new TypeInfo(schema);
  for (const operation of Object.values(operations)) {
    const noteField = () => void asked.add(`${types.getParentType()}.${types.getFieldDef()?.name}`);
    visit(parse(operation), visitWithTypeInfo(types, { Field: noteField }));
  }

  const answered = Object.values(schema.getTypeMap()).flatMap((type) =>
    "getFields" in type && isCompositeType(type) && !/^__|Error$/.test(type.name)
      ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)
      : [],
  );
  expect(answered.filter((field) => !asked.has(field))).toEqual([]);
});
