import { expect, onTestFinished, test } from "vitest";
import { createTestDatabase } from "../../scripts/createTestDatabase.ts";
import { runCommand } from "../support/command.ts";
import { newDatabaseUrl } from "../support/database.ts";

test("account commands work on PostgreSQL as on SQLite", async () => {
  const databaseUrl = await newDatabaseUrl();

  const added = await runCommand(databaseUrl, ["user", "add", "alice@example.com", "--generate"]);
  const { host, pathname } = new URL(databaseUrl);
  expect([added.exitCode, added.stderr]).toEqual([0, `Database: postgres://${host}${pathname}\n`]);
  await runCommand(databaseUrl, ["user", "disable", "alice@example.com"]);

  const { stdout } = await runCommand(databaseUrl, ["user", "list", "--json"]);
  expect(JSON.parse(stdout)).toEqual([
    {
      id: 1,
      email: "alice@example.com",
      createdAt: expect.any(String),
      disabledAt: expect.any(String),
      links: 0,
    },
  ]);
});

test("tables are created in an empty PostgreSQL database only with --new", {
  tags: ["full"],
}, async () => {
  const { databaseUrl, drop } = await createTestDatabase();
  onTestFinished(drop);
  const words = ["user", "add", "alice@example.com", "--generate"];
  const { host, pathname } = new URL(databaseUrl);
  const rejected = `There is no database at postgres://${host}${pathname}: check DATABASE_URL`;

  expect((await runCommand(databaseUrl, words)).stderr).toBe(
    `${rejected}, or make one with --new.\n`,
  );
  expect((await runCommand(databaseUrl, ["user", "list"])).stderr).toBe(`${rejected}.\n`);
  expect((await runCommand(databaseUrl, [...words, "--new"])).exitCode).toBe(0);
  expect((await runCommand(databaseUrl, ["user", "list"])).exitCode).toBe(0);
});

test.each(["backup", "restore"])("%s names the PostgreSQL tool to use instead", async (name) => {
  const databaseUrl = await newDatabaseUrl();

  expect(await runCommand(databaseUrl, [name, "some.file"])).toEqual({
    exitCode: 1,
    stdout: "",
    stderr:
      "The database is PostgreSQL's: back it up with pg_dump, and restore it with pg_restore.\n",
  });
});
