import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve as resolvePath } from "node:path";
import { expect, test, vi } from "vitest";
import { freePorts, runProgram, startProgram } from "../support/program.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

// The tests start processes, which is slow on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

const { version } = JSON.parse(readFileSync("package.json", "utf8"));

interface Result {
  exitCode: number;
  stdout: string;
  stderr: string;
}

function run(file: string, words: string[]): Promise<Result> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [resolvePath(file), ...words],
      { cwd: temporaryFolder(), env: { PATH: process.env.PATH } },
      (error, stdout, stderr) =>
        resolve({ exitCode: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

test("the service and the command print their version and usage without starting anything", async () => {
  const told = { exitCode: 0, stdout: `${version}\n`, stderr: "" };
  const [mainVersion, mainShort, mainHelp, commandVersion, commandHelp] = await Promise.all([
    run("dist/main.js", ["--version"]),
    run("dist/main.js", ["-v"]),
    run("dist/main.js", ["--help"]),
    run("dist/cli.js", ["--version"]),
    run("dist/cli.js", ["--help"]),
  ]);

  expect([mainVersion, mainShort, commandVersion]).toEqual([told, told, told]);
  expect(mainHelp).toMatchObject({ exitCode: 0, stderr: "" });
  expect(mainHelp?.stdout).toMatch(/^Usage: node dist\/main\.js\n/);
  expect(commandHelp).toMatchObject({ exitCode: 0, stderr: "" });
  expect(commandHelp?.stdout).toMatch(/^Usage: npm run --silent lnk7 -- COMMAND\n/);
});

test.each([
  ["dist/main.js", ["--verison"]],
  ["dist/main.js", ["serve"]],
  ["dist/main.js", ["--version", "now"]],
  ["dist/cli.js", ["serve"]],
  ["dist/cli.js", ["user", "list", "--verbose"]],
])(
  "%s rejects unknown arguments, prints its usage and exits with code 2 (%s)",
  async (file, words) => {
    const { exitCode, stdout, stderr } = await run(file, words);

    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/\n\nUsage: /);
  },
);

test.each([
  ["10.9.9.9", "1", "is not an IP address of this machine. Set HOST to one of them"],
  ["10.9.9.9", "2", "is not an IP address of this machine. Set HOST to one of them"],
  ["2001:db8::1", "1", "is not an IP address of this machine. Set HOST to one of them"],
  ["not-there.invalid", "1", "cannot be resolved. Set HOST to an IP address of this machine"],
])(
  "startup with a HOST that is not local (%s, %s processes) fails with one sentence",
  async (HOST, WORKERS, fault) => {
    const [port] = await freePorts(1);
    const DATABASE_URL = `file:${join(temporaryFolder(), "lnk7.db")}`;

    expect(await runProgram({ DATABASE_URL, HOST, WORKERS, PORT: String(port) })).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `HOST ${HOST} ${fault}, or to 0.0.0.0 for all.\n`,
    });
  },
);

test.each(["1", "2"])("the service reports its version (%s processes)", async (WORKERS) => {
  const DATABASE_URL = `file:${join(temporaryFolder(), "lnk7.db")}`;
  const program = await startProgram({ DATABASE_URL, WORKERS });

  expect(program.printed.stdout).toContain(`\nLNK7 ${version} is listening on 127.0.0.1:`);
  await expect
    .poll(async () => (await fetch(`${program.url}/readyz`)).json())
    .toEqual({ status: "ready", version });
  const metrics = await (await fetch(`${program.url}/metrics`)).text();
  const node = process.versions.node;
  expect(metrics).toContain(`\nlnk7_build_info{version="${version}",node="${node}"} 1\n`);
});
