import { expect } from "vitest";
import { type Database, Prisma } from "../../src/db/database.ts";
import type { TestClient } from "./client.ts";
import type { World } from "./world.ts";

/**
 * Sends a request that must be rejected, with the standard error format and without any change in
 * the database. Returns the status and the message.
 */
export async function expectRejection(
  { services }: World,
  client: TestClient,
  path: string,
  init: RequestInit = {},
): Promise<string> {
  const before = await readAllRows(services.database);
  const answer = await client.request(path, init);
  expect(await readAllRows(services.database), "the database is as before").toEqual(before);
  expect({
    body: answer.body,
    contentType: answer.headers.get("content-type"),
    requestId: answer.headers.get("x-request-id"),
    authenticate: answer.headers.get("www-authenticate"),
  }).toEqual({
    body: { detail: expect.any(String) },
    contentType: "application/json",
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    authenticate: answer.status === 401 ? "Bearer" : null,
  });
  return `${answer.status} ${answer.body.detail}`;
}

interface Table {
  findMany(): Promise<object[]>;
}

/** Returns every row of every table, except the last-use time of tokens and the service's own state. */
export async function readAllRows(database: Database): Promise<unknown> {
  const models = Object.values(Prisma.ModelName).filter((model) => model !== "DataMigration");
  const rows = models.map(async (model) => {
    const name = model.replace(/^./, (first) => first.toLowerCase());
    const table = (database as unknown as Record<string, Table>)[name] as Table;
    const all = (await table.findMany()).map((row) => ({ ...row, lastUsedAt: null }));
    return [model, all.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))];
  });
  return Object.fromEntries(await Promise.all(rows));
}

/** The engines return rows in no defined order. */
const keyOf = (row: object) => JSON.stringify(Object.values(row));
