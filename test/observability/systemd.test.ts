import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const run = promisify(execFile);

/** Continuous integration must have it. */
const hasSystemd = existsSync("/usr/bin/systemd-analyze") || process.env.CI === "true";

const pages = ["docs/operations/systemd.md", "docs/operations/backup-restore.md"];
const blocks = pages
  .flatMap((page) => [...readFileSync(page, "utf8").matchAll(/```ini\n(.*?)```/gs)])
  .map(([, block]) => (block as string).replaceAll("/usr/bin/node", process.execPath));
const [services = "", smallMachine = "", ...backups] = blocks;
const [backup = "", timer = "", postgresBackup = "", postgresTimer = ""] = backups;
const guide = {
  "lnk7.service": services,
  "lnk7-backup.service": backup,
  "lnk7-backup.timer": timer,
  "lnk7-postgres-backup.service": postgresBackup,
  "lnk7-postgres-backup.timer": postgresTimer,
};

const given = test.skipIf(!hasSystemd);

/** Returns systemd's output for the units of the guide, some of them replaced. */
async function complaints(others: Record<string, string> = {}): Promise<string> {
  const folder = temporaryFolder();
  const files = Object.entries({ ...guide, ...others }).map(([name, text]) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  });
  const { stdout, stderr } = await run("systemd-analyze", ["verify", "--man=no", ...files]).catch(
    (error) => error,
  );
  return stdout + stderr;
}

given("systemd takes the units of the guide without a word", async () => {
  expect(blocks).toHaveLength(6);

  expect(await complaints()).toBe("");
  expect(await complaints({ "lnk7.service": `${services}\n${smallMachine}` })).toBe("");
});

test("the unit of the guide waits for the network and restarts after any number of failures", () => {
  const unit = services.slice(0, services.indexOf("[Service]"));

  expect(unit).toContain("\nWants=network-online.target\n");
  expect(unit).toMatch(/\nAfter=network-online\.target .*postgresql\.service/);
  expect(unit).toContain("\nStartLimitIntervalSec=0\n");
  expect(services).toContain("\nRestart=on-failure\n");
});

given("it would complain of what is misspelt, and of a program that is not there", async () => {
  const misspelt = services.replace("ProtectHome=", "ProtectHomes=");
  const absent = backup.replace("/usr/bin/find", "/usr/bin/seek");
  const absentDump = postgresBackup.replace("/usr/bin/pg_dump", "/usr/bin/pg_spill");

  expect(await complaints({ "lnk7.service": misspelt })).toContain("ProtectHomes");
  expect(await complaints({ "lnk7-backup.service": absent })).toContain("/usr/bin/seek");
  expect(await complaints({ "lnk7-postgres-backup.service": absentDump })).toContain("pg_spill");
});
