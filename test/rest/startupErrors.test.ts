import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { migrationNames } from "../../src/db/migrations.ts";
import { createClient } from "../support/client.ts";
import { freePorts, runProgram, startProgram } from "../support/program.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

// Ten processes start slowly on two cores.
vi.setConfig({ testTimeout: 120_000 });

test("startup with invalid settings names each of them and exits with 1", async () => {
  const faulty = {
    PORT: "http",
    BASE_URL: "lnk7.net",
    OTHER_HOSTS: "short.example, https://other.example/",
    DATABASE_URL: "mysql://localhost/lnk7",
    REGISTRATION: "maybe",
    BCRYPT_COST: "99",
    BLOCKED_DOMAINS_FILE: "/nowhere/blocked.txt",
    ALLOW_PRIVATE_DESTINATIONS: "perhaps",
    LOG_LEVEL: "loud",
  };

  const { exitCode, stdout, stderr } = await runProgram(faulty);

  const [first, ...faults] = stderr.trimEnd().split("\n");
  expect({ exitCode, stdout, first, named: faults.map((line) => line.split(":")[0]) }).toEqual({
    exitCode: 1,
    stdout: "",
    first: "Invalid settings:",
    named: Object.keys(faulty).map((name) => `  ${name}`),
  });
});

test("rejects a file that is not a database in one sentence", async () => {
  const path = join(temporaryFolder(), "notes.txt");
  writeFileSync(path, "These are notes, and no database at all.\n".repeat(100));

  expect(await runProgram({ DATABASE_URL: `file:${path}`, PORT: "0" })).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: `The database file ${path} cannot be opened and written: file is not a database.\n`,
  });
});

test("rejects a location where no file can be created in one sentence", async () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  const path = join(file, "lnk7.db");

  expect(await runProgram({ DATABASE_URL: `file:${path}`, PORT: "0" })).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: expect.stringMatching(
      /^The database file \S+ cannot be opened and written: [^\n]+\.\n$/,
    ),
  });
});

test("rejects a database of a newer version and leaves it unchanged", async () => {
  const path = join(temporaryFolder(), "lnk7.db");
  const DATABASE_URL = `file:${path}`;
  await (await startProgram({ DATABASE_URL })).end("SIGTERM");
  const database = new Sqlite(path);
  database.exec(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at)
     VALUES ('1', '', '9999_future', 0, 0)`,
  );

  const rejected = await runProgram({ DATABASE_URL, PORT: "0" });

  expect(rejected).toEqual({
    exitCode: 1,
    stdout: "",
    stderr:
      "The database was written by a newer version of LNK7 (its migration 9999_future is unknown " +
      "to this one). Start that version, or restore a backup made before the upgrade.\n",
  });
  database.close();
});

test("names a port that is in use", async () => {
  const DATABASE_URL = `file:${join(temporaryFolder(), "lnk7.db")}`;
  const { url } = await startProgram({ DATABASE_URL });
  const { port } = new URL(url);

  expect(await runProgram({ DATABASE_URL, PORT: port })).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: `Port ${port} is in use. Set PORT to another one.\n`,
  });
});

test("ten concurrently started processes apply each migration once to an empty database", {
  tags: ["full"],
}, async () => {
  const path = join(temporaryFolder(), "lnk7.db");
  const ports = await freePorts(10);

  const programs = await Promise.all(
    ports.map((port) => startProgram({ DATABASE_URL: `file:${path}` }, port)),
  );

  const answers = await Promise.all(
    programs.map(({ url }) => createClient(url).get("/api/v1/links")),
  );
  expect(answers.map(({ status }) => status)).toEqual(ports.map(() => 401));
  const database = new Sqlite(path, { readonly: true });
  const applied = database.prepare("SELECT migration_name FROM _prisma_migrations ORDER BY 1");
  expect(applied.pluck().all()).toEqual(await migrationNames("sqlite"));
  database.close();
});
