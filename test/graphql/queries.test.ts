import { Worker } from "node:worker_threads";
import Sqlite from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { createWorld } from "../support/world.ts";

const viewerLinks = `query ($first: Int!) {
  viewer { links(first: $first) { nodes { shortCode owner { email } } } }
}`;

const tableIn = (sql: string) => /FROM `main`\.`(\w+)`/.exec(sql)?.[1];

test("a page of links needs the same number of statements regardless of its length", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  for (let link = 0; link < 100; link++) await alice.createLink();
  // The statement for the positions of links is prepared only once.
  await alice.graphql(viewerLinks, { first: 1 });
  const prepare = vi.spyOn(Sqlite.prototype, "prepare");
  const ask = vi.spyOn(Worker.prototype, "postMessage");

  const statements = [];
  const read = [];
  for (const first of [1, 10, 100]) {
    prepare.mockClear();
    ask.mockClear();
    const { body } = await alice.graphql(viewerLinks, { first });
    expect(body.data.viewer.links.nodes).toHaveLength(first);
    const sent = prepare.mock.calls
      .map(([sql]) => sql)
      // The service itself queries deleted accounts every second.
      .filter((sql) => !sql.includes("`deletedAt` IS NOT NULL"));
    statements.push(sent.map(tableIn));
    read.push(
      ask.mock.calls.map(([task]) => (task.query.sql ? tableIn(task.query.sql) : task.kind)),
    );
  }

  expect(statements).toEqual([["User"], ["User"], ["User"]]);
  const tables = ["listLinks", "Link", "User"];
  expect(read).toEqual([tables, tables, tables]);
});
