import { expect, test } from "vitest";
import { toLinkKey } from "../../src/core/links/linkKey.ts";
import { queryDatabase } from "../support/database.ts";
import { createWorld } from "../support/world.ts";

test("lookups in one tick share one state, and fresh lookups and the next tick see later writes", async () => {
  const { signUp, services, databaseUrl } = await createWorld();
  await (await signUp("alice")).createLink({ short_code: "docs", title: "before" });
  const { findLink } = services.lookup;
  const version = (isFresh?: boolean) =>
    (findLink(toLinkKey("docs"), isFresh) as { version: number }).version;
  const turn = () => new Promise((resolve) => setTimeout(resolve));

  await turn();
  const seen = [version()];
  // Runs within this turn, because SQLite responds synchronously.
  void queryDatabase(databaseUrl, `UPDATE "Link" SET "version" = 2`);
  seen.push(version(), version(true));
  void queryDatabase(databaseUrl, `UPDATE "Link" SET "version" = 3`);
  await turn();
  seen.push(version());

  expect(seen).toEqual([1, 1, 2, 3]);
});

test("a code that was free at the start of the tick redirects as soon as it is created", async () => {
  const { signUp, anonymous, services } = await createWorld();
  const alice = await signUp("alice");

  const [, { status }] = await Promise.all([
    services.lookup.findLink(toLinkKey("docs")),
    alice.createLink({ short_code: "docs" }).then(() => anonymous.visit("docs")),
  ]);

  expect(status).toBe(302);
});
