import { expect, test } from "vitest";
import { command } from "../support/command.ts";
import { newDatabaseUrl } from "../support/database.ts";

test("accounts are kept on PostgreSQL as on SQLite", async () => {
  const databaseUrl = await newDatabaseUrl();

  const added = await command(databaseUrl, ["user", "add", "alice@example.com", "--generate"]);
  expect([added.exitCode, added.stderr]).toEqual([0, ""]);
  await command(databaseUrl, ["user", "disable", "alice@example.com"]);

  const { stdout } = await command(databaseUrl, ["user", "list", "--json"]);
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

test.each(["backup", "restore"])("%s says what to use instead", async (name) => {
  const databaseUrl = await newDatabaseUrl();

  expect(await command(databaseUrl, [name, "some.file"])).toEqual({
    exitCode: 1,
    stdout: "",
    stderr:
      "The database is PostgreSQL's: back it up with pg_dump, and restore it with pg_restore.\n",
  });
});
