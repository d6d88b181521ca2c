/** @module-tag full */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  constants,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test, vi } from "vitest";
import { createClient, type TestClient } from "../support/client.ts";
import { eventLoopBlockCount } from "../support/eventLoopBlockCount.ts";
import { sendPipelined } from "../support/pipelinedRequests.ts";
import { freePorts, type Program, runProgram, startProgramWithStdout } from "../support/program.ts";
import { canMount, mountSmallDisk } from "../support/smallDisk.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { password } from "../support/world.ts";

// Each test starts processes, which is slow on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

const { O_RDONLY, O_WRONLY, O_NONBLOCK } = constants;

/** Opens a file until the end of the test. */
function open(path: string, flags: string | number): number {
  const descriptor = openSync(path, flags);
  onTestFinished(() => {
    try {
      closeSync(descriptor);
    } catch {
      // The test has closed it.
    }
  });
  return descriptor;
}

/** Creates a pipe like a shell's, which blocks the writer when it is full. */
function pipe(): { reader: number; writer: number } {
  const path = join(temporaryFolder(), "pipe");
  execFileSync("mkfifo", [path]);
  return { reader: open(path, O_RDONLY | O_NONBLOCK), writer: open(path, O_WRONLY) };
}

function readAll(reader: number): string {
  const buffer = Buffer.alloc(1024 * 1024);
  try {
    return buffer.toString("utf8", 0, readSync(reader, buffer));
  } catch {
    return "";
  }
}

function start(stdout: number, settings: { WORKERS?: string } = {}): Promise<Program> {
  const databaseUrl = `file:${join(temporaryFolder(), "lnk7.db")}`;
  return startProgramWithStdout(stdout, {
    DATABASE_URL: databaseUrl,
    BASE_URL: "http://lnk7.test",
    ...settings,
  });
}

async function runCommand(stdout: number, words: string[]) {
  const child = spawn(process.execPath, ["dist/cli.js", ...words], {
    stdio: ["ignore", stdout, "pipe"],
  });
  const [stderr, [exitCode]] = await Promise.all([
    text(child.stderr as Readable),
    once(child, "close"),
  ]);
  return { exitCode, stderr };
}

async function signUp({ url }: Program) {
  const credentials = { email: "alice@example.com", password };
  await createClient(url).post("/api/v1/auth/register", credentials);
  const { body } = await createClient(url).post("/api/v1/auth/login", credentials);
  return createClient(url, body.token);
}

/** Makes the program log this many lines, one for each authenticated request. */
async function logLines({ url }: Program, { token }: TestClient, count: number): Promise<void> {
  const body = '{"query":"{ __typename }"}';
  const request =
    `POST /graphql HTTP/1.1\r\nHost: lnk7.test\r\nAuthorization: Bearer ${token}\r\n` +
    `X-Request-Id: ${"long-line-".repeat(6)}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const statuses = await sendPipelined(url, request, count);
  expect(new Set(statuses)).toEqual(new Set([200]));
}

/**
 * Waits until this many request lines are either written or lost. Lines about a blocked event loop,
 * which a busy machine can cause, count as well.
 */
async function everyLineIsWrittenOrLost(
  { url }: Program,
  read: () => string,
  requests: number,
  lost: number,
): Promise<void> {
  await vi.waitFor(async () => {
    const held = await eventLoopBlockCount(url);
    const written = read().match(/"msg":"(request|The event loop was blocked\.)"/g)?.length ?? 0;
    expect(written + lost).toBe(requests + held);
  }, 10_000);
}

async function linesLost({ url }: Program): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^lnk7_log_lines_lost_total (\d+)$/m.exec(metrics)?.[1]);
}

/** More than the program and a pipe keep. */
const tooManyLines = 2_000;

/** Expects normal service with more lines to log than are kept, and a clean stop. */
async function servesAndStops(program: Program): Promise<void> {
  const alice = await signUp(program);
  const { short_code } = await alice.createLink();
  await logLines(program, alice, tooManyLines);
  await vi.waitFor(async () => expect(await linesLost(program)).toBeGreaterThan(0), 10_000);
  const started = performance.now();
  expect((await alice.visit(short_code)).status).toBe(302);
  await alice.createLink();
  expect(performance.now() - started).toBeLessThan(2_000);
  const stopped = performance.now();
  expect(await program.end("SIGTERM")).toBe(0);
  expect(performance.now() - stopped).toBeLessThan(5_000);
}

const kinds = [
  ["one process", {}],
  ["workers", { WORKERS: "2" }],
] as const;

test.each(kinds)(
  "logging to a full device does not stop the service, and lost lines are counted (%s)",
  async (_, settings) => {
    await servesAndStops(await start(open("/dev/full", "w"), settings));
  },
);

test.each(kinds)(
  "a log reader that stops reading does not stop the service (%s)",
  async (_, settings) => {
    const { reader, writer } = pipe();
    const program = await start(writer, settings);

    await servesAndStops(program);

    expect(readAll(reader)).toContain(" is listening on ");
  },
);

test.each(kinds)("a log reader that exits does not stop the service (%s)", async (_, settings) => {
  const { reader, writer } = pipe();
  const program = await start(writer, settings);
  closeSync(reader);

  await servesAndStops(program);
});

test("the log continues with its reader and reports the number of lost lines", async () => {
  const { reader, writer } = pipe();
  const program = await start(writer);
  let logged = "";
  const read = () => {
    logged += readAll(reader);
    return logged;
  };

  const alice = await signUp(program);
  await logLines(program, alice, tooManyLines);
  const lost = await linesLost(program);
  expect(lost).toBeGreaterThan(0);
  await vi.waitFor(() => expect(read()).toContain(`"linesLost":${lost}`), 10_000);
  await logLines(program, alice, 1);

  await everyLineIsWrittenOrLost(program, read, tooManyLines + 3, lost);
  const lines = logged.split("\n").filter((line) => line.startsWith("{"));
  const [notice, ...further] = lines
    .map((line) => JSON.parse(line))
    .filter(({ linesLost }) => linesLost !== undefined);
  expect(further).toEqual([]);
  expect(notice).toMatchObject({
    level: 40,
    linesLost: lost,
    reason: "the log reader is too slow or has stopped",
    msg: "The log can be written again. Lines were lost.",
  });
  expect(await program.end("SIGTERM")).toBe(0);
});

test.skipIf(!canMount)(
  "a log on a full disk continues when space is available again (skipped when no disk can be mounted)",
  async () => {
    const disk = mountSmallDisk(1);
    const path = join(disk, "lnk7.log");
    const program = await start(open(path, "a"));
    const ballast = join(disk, "ballast");
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(ballast, Buffer.alloc(Math.max(0, (bavail - 1) * bsize)));

    const alice = await signUp(program);
    const { short_code } = await alice.createLink();
    await logLines(program, alice, tooManyLines);
    const lost = await linesLost(program);
    expect(lost).toBeGreaterThan(0);
    expect((await alice.visit(short_code)).status).toBe(302);
    rmSync(ballast);

    const logged = () => readFileSync(path, "utf8");
    await vi.waitFor(() => expect(logged()).toContain(`"linesLost":${lost}`), 10_000);
    await everyLineIsWrittenOrLost(program, logged, tooManyLines + 3, lost);
    expect(await program.end("SIGTERM")).toBe(0);
    expect(logged()).toMatch(/"reason":"ENOSPC: no space left on device, write"/);
    const whole = logged()
      .split("\n")
      .filter((line) => line.startsWith("{") && line.endsWith("}"))
      .map((line) => JSON.parse(line));
    expect(whole.at(-1)).toMatchObject({ msg: "Stopped." });
  },
);

test("a command whose output is not read completely, as with `| head`, exits quietly", async () => {
  const { reader, writer } = pipe();
  closeSync(reader);

  expect(await runCommand(writer, ["--help"])).toEqual({ exitCode: 0, stderr: "" });
  expect(await runCommand(open("/dev/full", "w"), ["--help"])).toEqual({
    exitCode: 1,
    stderr: "The answer could not be printed: ENOSPC: no space left on device, write.\n",
  });
});

test("a failed startup exits with code 1 when it cannot print", async () => {
  const full = open("/dev/full", "w");
  const { reader, writer } = pipe();
  const [port] = await freePorts(1);
  const faulty = { PORT: String(port), DATABASE_URL: "file:/dev/null" };

  const exits = [
    runProgram(faulty, undefined, { stdout: full, stderr: full }),
    runProgram({ ...faulty, WORKERS: "2" }, undefined, { stdout: full, stderr: full }),
  ];
  closeSync(reader);
  exits.push(runProgram(faulty, undefined, { stdout: writer, stderr: writer }));

  expect((await Promise.all(exits)).map(({ exitCode }) => exitCode)).toEqual([1, 1, 1]);
});
