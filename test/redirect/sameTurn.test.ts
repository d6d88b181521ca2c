import { expect, test } from "vitest";
import { ask } from "../support/database.ts";
import { world } from "../support/world.ts";

test("look-ups of one turn see one state, a fresh one what was just written, and so does the next turn", async () => {
  const { person, service, databaseUrl } = await world();
  await (await person("alice")).createsLink({ short_code: "docs", title: "before" });
  const { findLink } = service.lookup;
  const version = (isFresh?: boolean) => (findLink("docs", isFresh) as { version: number }).version;
  const turn = () => new Promise((resolve) => setTimeout(resolve));

  await turn();
  const seen = [version()];
  // Runs within this turn: SQLite answers at once.
  void ask(databaseUrl, `UPDATE "Link" SET "version" = 2`);
  seen.push(version(), version(true));
  void ask(databaseUrl, `UPDATE "Link" SET "version" = 3`);
  await turn();
  seen.push(version());

  expect(seen).toEqual([1, 1, 2, 3]);
});

test("a code that was free when its turn began leads on as soon as it is taken", async () => {
  const { person, anybody, service } = await world();
  const alice = await person("alice");

  const [, { status }] = await Promise.all([
    service.lookup.findLink("docs"),
    alice.createsLink({ short_code: "docs" }).then(() => anybody.visit("docs")),
  ]);

  expect(status).toBe(302);
});
