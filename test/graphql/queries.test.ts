import Sqlite from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { world } from "../support/world.ts";

const viewerLinks = `query ($first: Int!) {
  viewer { links(first: $first) { nodes { shortCode owner { email } } } }
}`;

test("a page of links takes as many statements, however long it is", async () => {
  const { person } = await world();
  const alice = await person("alice");
  for (let link = 0; link < 100; link++) await alice.createsLink();
  // Where links stand is asked by a statement that is prepared once.
  await alice.runs(viewerLinks, { first: 1 });
  const prepare = vi.spyOn(Sqlite.prototype, "prepare");

  const statements = [];
  for (const first of [1, 10, 100]) {
    prepare.mockClear();
    const { body } = await alice.runs(viewerLinks, { first });
    expect(body.data.viewer.links.nodes).toHaveLength(first);
    const sent = prepare.mock.calls
      .map(([sql]) => sql)
      // The service itself asks each second which accounts are deleted.
      .filter((sql) => !sql.includes("`deletedAt` IS NOT NULL"));
    statements.push(sent.map((sql) => /FROM `main`\.`(\w+)`/.exec(sql)?.[1]));
  }

  const tables = ["User", "Link", "User"];
  expect(statements).toEqual([tables, tables, tables]);
});
