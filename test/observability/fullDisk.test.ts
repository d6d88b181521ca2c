import { execFileSync } from "node:child_process";
import { existsSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { runCommand } from "../support/command.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { freePorts, runProgram } from "../support/program.ts";
import { canMount, mountSmallDisk } from "../support/smallDisk.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { createWorld, type World } from "../support/world.ts";

vi.setConfig({ testTimeout: 90_000 });

const faultsIn = ({ log }: World) =>
  log.filter(({ msg }) => String(msg).startsWith("The database")).map(({ msg }) => msg);

const arisen = "The database cannot be written. Redirects continue; clicks are queued; retrying.";
const past = "The database can be written again.";
const rejection = {
  detail: "The database cannot be written at the moment. Try again later.",
};

/**
 * Expects redirects to continue and writes to be rejected during a fault, without data loss
 * afterwards.
 */
async function outlives(
  here: World,
  reason: string,
  begin: () => void,
  end: () => void,
): Promise<void> {
  const { signUp, anonymous, databaseUrl } = here;
  const alice = await signUp("alice");
  const link = await alice.createLink();
  await anonymous.visit(link.short_code);

  begin();
  const creating = () =>
    alice.post("/api/v1/links", { original_url: `https://example.com/${"x".repeat(2_000)}` });
  let last = await creating();
  while (last.status === 201) last = await creating();
  expect([last.status, last.headers.get("retry-after"), last.body]).toEqual([503, "5", rejection]);
  for (let visit = 1; visit < 50; visit++) {
    expect((await anonymous.visit(link.short_code)).status).toBe(302);
  }
  expect((await alice.get("/api/v1/links")).status).toBe(200);
  const { clickRecorder } = here.services;
  await vi.waitFor(() => expect(clickRecorder.stats().failures).toBeGreaterThan(0), 20_000);
  expect(faultsIn(here)).toEqual([arisen]);
  const readiness = async () => {
    const { status, body } = await anonymous.get("/readyz");
    return [status, body.reasons];
  };
  await expect
    .poll(readiness)
    .toEqual([503, [{ check: "database", detail: `The database cannot be written: ${reason}.` }]]);

  end();
  await expect.poll(readiness).toEqual([200, undefined]);
  await vi.waitFor(async () => expect((await creating()).status).toBe(201), 20_000);
  await vi.waitFor(() => {
    const count = openSqlite(databaseUrl).prepare(`SELECT "clickCount" FROM "Link" WHERE "id" = ?`);
    expect(count.pluck().get(link.id)).toBe(50);
  }, 30_000);
  expect(faultsIn(here)).toEqual([arisen, past]);
  expect(openSqlite(databaseUrl).pragma("integrity_check", { simple: true })).toBe("ok");
}

test.skipIf(!canMount)(
  "the service survives a full disk (skipped when no disk can be mounted)",
  async () => {
    const disk = mountSmallDisk(4);
    const here = await createWorld({ DATABASE_URL: `file:${join(disk, "lnk7.db")}` });
    const ballast = join(disk, "ballast");

    await outlives(
      { ...here, databaseUrl: `file:${join(disk, "lnk7.db")}` },
      "its disk is full",
      () => {
        const { bavail, bsize } = statfsSync(disk);
        writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 16 * 1024)));
      },
      () => rmSync(ballast),
    );
  },
);

/** Unlike permissions, this also applies to root and to files that are already open. */
function setImmutable(files: string[], immutable: boolean): void {
  execFileSync("chattr", [immutable ? "+i" : "-i", ...files], { stdio: "ignore" });
}

/** Continuous integration must support it. */
const canSetImmutable = (() => {
  if (process.env.CI === "true") return true;
  const probe = join(tmpdir(), `lnk7-probe-${process.pid}`);
  try {
    writeFileSync(probe, "");
    setImmutable([probe], true);
    setImmutable([probe], false);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { force: true });
  }
})();

test.skipIf(!canSetImmutable)(
  "the service survives a read-only database file (skipped when files cannot be made immutable)",
  async () => {
    const path = join(temporaryFolder(), "lnk7.db");
    const here = await createWorld({ DATABASE_URL: `file:${path}` });
    const files = [path, `${path}-wal`];
    onTestFinished(() => {
      if (files.every(existsSync)) setImmutable(files, false);
    });

    // The click thread opens the file only for the first click, at this point.
    await outlives(
      { ...here, databaseUrl: `file:${path}` },
      "its file is read-only",
      () => setImmutable(files, true),
      () => setImmutable(files, false),
    );
  },
);

test.skipIf(!canSetImmutable)(
  "a read-only database file stops the startup and commands with one sentence (skipped when files cannot be made immutable)",
  async () => {
    const path = join(temporaryFolder(), "lnk7.db");
    const DATABASE_URL = `file:${path}`;
    await (await createWorld({ DATABASE_URL })).stop();
    const files = [path, `${path}-wal`].filter(existsSync);
    setImmutable(files, true);
    onTestFinished(() => setImmutable(files, false));

    const [port] = await freePorts(1);
    const runs = await Promise.all([
      runProgram({ DATABASE_URL, PORT: String(port) }),
      runProgram({ DATABASE_URL, PORT: String(port), WORKERS: "2" }),
      runCommand(DATABASE_URL, ["user", "add", "alice@example.com", "--generate"]),
    ]);

    const rejected = {
      exitCode: 1,
      stdout: "",
      stderr: `The database file ${path} cannot be opened and written: attempt to write a readonly database.\n`,
    };
    const told = { ...rejected, stderr: `Database: ${path}\n${rejected.stderr}` };
    expect(runs).toEqual([rejected, rejected, told]);
  },
);
