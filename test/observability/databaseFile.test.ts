import { chmodSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "../support/command.ts";
import { logLinesOf } from "../support/logLines.ts";
import { startProgram } from "../support/program.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { createWorld } from "../support/world.ts";

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** Returns the files in a folder with their modes. */
const modesIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, modeOf(join(folder, name))]));

const warningOf = (path: string, mode: string) =>
  `Other users of this machine can open the database file ${path} (mode ${mode}), which contains password hashes. Run: chmod 600 ${path}*`;

test("creates the database, its companion files and its folders with owner-only permissions", async () => {
  const folder = join(temporaryFolder(), "some", "folder");
  const before = process.umask(0);
  try {
    const { signUp, log } = await createWorld({ DATABASE_URL: `file:${join(folder, "lnk7.db")}` });
    const alice = await signUp("alice");
    await alice.createLink();

    expect(modesIn(folder)).toEqual({
      "lnk7.db": "600",
      "lnk7.db-shm": "600",
      "lnk7.db-wal": "600",
    });
    expect([modeOf(folder), modeOf(dirname(folder))]).toEqual(["700", "700"]);
    expect(log.filter(({ level }) => level === 40)).toEqual([]);
  } finally {
    process.umask(before);
  }
});

test("commands create files with owner-only permissions", async () => {
  const folder = temporaryFolder();
  const database = (name: string) => `file:${join(folder, name, "lnk7.db")}`;

  const added = await runCommand(database("added"), [
    "user",
    "add",
    "a@example.com",
    "--generate",
    "--new",
  ]);
  const copied = await runCommand(database("added"), ["backup", join(folder, "backup.db")]);
  const restored = await runCommand(database("restored"), ["restore", join(folder, "backup.db")]);

  expect([added.exitCode, copied.exitCode, restored.exitCode]).toEqual([0, 0, 0]);
  expect(modesIn(folder)).toEqual({ added: "700", "backup.db": "600", restored: "700" });
  expect(modesIn(join(folder, "added"))).toMatchObject({ "lnk7.db": "600" });
  expect(modesIn(join(folder, "restored"))).toEqual({ "lnk7.db": "600" });
});

test("warns once about a database file that others can open and keeps its mode", {
  tags: ["full"],
}, async () => {
  const folder = join(temporaryFolder(), "open");
  mkdirSync(folder);
  const path = join(folder, "lnk7.db");
  const environment = { DATABASE_URL: `file:${path}`, WORKERS: "2" };
  const first = await startProgram(environment);
  await first.end("SIGTERM");
  chmodSync(path, 0o644);
  chmodSync(folder, 0o755);

  const second = await startProgram(environment);

  const warnings = logLinesOf(second).filter(({ level }) => level === 40);
  expect(warnings.map(({ msg }) => msg)).toEqual([warningOf(path, "644")]);
  expect([modeOf(path), modeOf(folder)]).toEqual(["644", "755"]);
});

test.each([
  ["a folder without access for others", 0o644, 0o700, undefined],
  ["a file for its owner alone", 0o600, 0o755, undefined],
  ["a file for a group that cannot reach it", 0o640, 0o705, undefined],
  ["a file for its group", 0o640, 0o750, "640"],
  ["a file that others can write", 0o602, 0o711, "602"],
])("checks the permissions of %s", async (_, fileMode, folderMode, warned) => {
  const folder = join(temporaryFolder(), "judged");
  mkdirSync(folder);
  const path = join(folder, "lnk7.db");
  await (await createWorld({ DATABASE_URL: `file:${path}` })).stop();
  chmodSync(path, fileMode);
  chmodSync(folder, folderMode);

  const { log } = await createWorld({ DATABASE_URL: `file:${path}` });

  const warnings = log.filter(({ level }) => level === 40).map(({ msg }) => msg);
  expect(warnings).toEqual(warned === undefined ? [] : [warningOf(path, warned)]);
});
