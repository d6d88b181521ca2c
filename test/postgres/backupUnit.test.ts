import { execFile } from "node:child_process";
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabase } from "../../scripts/createTestDatabase.ts";
import { createClient } from "../support/client.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { createWorld } from "../support/world.ts";

/** Continuous integration must have them. */
const hasPrograms = existsSync("/usr/bin/pg_dump") || process.env.CI === "true";
const given = test.skipIf(!hasPrograms);

const guide = readFileSync("docs/operations/backup-restore.md", "utf8");
const [, unit = ""] = /lnk7-postgres-backup\.service`.*?```ini\n(.*?)```/s.exec(guide) ?? [];
/** The commands of the unit in order, as systemd passes them to the programs. */
const steps = [...unit.matchAll(/^ExecStart(?:Post)?=(.*)$/gm)].map(([, line = ""]) =>
  line.replaceAll("%%", "%"),
);
const [, restore = ""] = /^PGSERVICEFILE=\S+ (pg_restore .*)$/m.exec(guide) ?? [];

/** Runs commands of the guide with the connection and folder of a test. */
function connectionTo(databaseUrl: string, folder: string) {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const serviceFile = join(temporaryFolder(), "postgres.conf");
  writeFileSync(
    serviceFile,
    `[lnk7]\nhost=${hostname}\nport=${port || 5432}\nuser=${username}\npassword=${decodeURIComponent(password)}\ndbname=${pathname.slice(1)}\n`,
  );
  const env = {
    PATH: process.env.PATH,
    TZ: process.env.TZ,
    PGSERVICEFILE: serviceFile,
    STATE_DIRECTORY: folder,
  };
  return (line: string) => promisify(execFile)("/bin/sh", ["-c", `umask 0077; ${line}`], { env });
}

given(
  "the nightly backup of the guide is complete, private, kept for two weeks, and restorable",
  async () => {
    const here = await createWorld();
    const alice = await here.signUp("alice");
    const link = await alice.createLink({ short_code: "kept", title: "Köln" });
    const folder = temporaryFolder();
    for (const [name, days] of [
      ["old.dump", 20],
      ["recent.dump", 10],
      ["old.db", 20],
    ] as const) {
      const at = Date.now() / 1_000 - days * 86_400;
      writeFileSync(join(folder, name), "");
      utimesSync(join(folder, name), at, at);
    }
    const run = connectionTo(here.databaseUrl, folder);

    expect(steps).toHaveLength(4);
    for (const step of steps) expect(await run(step)).toEqual({ stdout: "", stderr: "" });

    const dump = `${new Date().toLocaleDateString("sv")}.dump`;
    expect(readdirSync(folder).sort()).toEqual([dump, "old.db", "recent.dump"]);
    expect(statSync(join(folder, dump)).mode & 0o777).toBe(0o600);

    const { name, databaseUrl, drop } = await createTestDatabase("template0");
    onTestFinished(drop);
    expect(restore).toContain("lnk7_restored");
    await run(
      restore
        .replace("lnk7_restored", name)
        .replace("/var/lib/lnk7-backups/2026-11-23.dump", join(folder, dump)),
    );
    const restored = await createWorld({ DATABASE_URL: databaseUrl });
    const again = createClient(restored.url, alice.token);
    expect((await again.get(`/api/v1/links/${link.id}`)).body).toEqual(link);
    expect((await again.get("/kept")).status).toBe(302);
  },
);

given("a failed backup leaves no dump and fails its unit", async () => {
  const { databaseUrl } = await createWorld();
  const absent = new URL(databaseUrl);
  absent.pathname = "no_such_database";
  const folder = temporaryFolder();
  const [dump = "", check = ""] = steps;

  await expect(connectionTo(absent.href, folder)(dump)).rejects.toMatchObject({ code: 1 });
  writeFileSync(join(folder, "unfinished"), "half of a dump");
  await expect(connectionTo(databaseUrl, folder)(check)).rejects.toMatchObject({ code: 1 });

  expect(readdirSync(folder)).toEqual(["unfinished"]);
});
