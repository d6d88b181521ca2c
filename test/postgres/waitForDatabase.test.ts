import { once } from "node:events";
import { createServer } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { version } from "../../src/version.ts";
import { createClient } from "../support/client.ts";
import { newDatabaseUrl } from "../support/database.ts";
import { disconnectableServer } from "../support/disconnectableServer.ts";
import { logLinesOf } from "../support/logLines.ts";
import { freePorts, type Program, runProgram, spawnProgram } from "../support/program.ts";
import { sharedRedis } from "../support/redis.ts";
import { startRejectingServer } from "../support/rejectingServer.ts";
import { password } from "../support/world.ts";

// The tests start and stop processes, which is slow on a busy machine.
vi.setConfig({ testTimeout: 90_000, expect: { poll: { timeout: 30_000 } } });

const awaited = "The database is unavailable. The service is waiting for it and is not ready.";
const there = "The database is available. Starting the service.";
const detail = "The service is starting: its database is not available yet. Try again later.";

const messagesOf = (program: Program) => logLinesOf(program).map(({ msg }) => msg);
const waitsFor = (program: Program) => expect.poll(() => messagesOf(program)).toContain(awaited);

/** Starts a program that waits for an unavailable server. */
async function startAway(settings: Record<string, string> = {}) {
  const server = await disconnectableServer(await newDatabaseUrl());
  server.sever();
  const program = await spawnProgram({
    DATABASE_URL: server.url,
    BASE_URL: "http://lnk7.test",
    ...settings,
  });
  await waitsFor(program);
  return { server, program, anybody: createClient(program.url) };
}

/** Expects a complete start once the database is available, with a single line about the wait. */
async function startsWith({ server, program, anybody }: Awaited<ReturnType<typeof startAway>>) {
  await expect.poll(async () => (await anybody.get("/healthz").catch(() => 0)) && 200).toBe(200);
  expect((await anybody.get("/readyz")).status).toBe(503);
  server.restore();
  await expect.poll(() => program.printed.stdout).toContain(" is listening on ");
  await expect.poll(async () => (await anybody.get("/readyz")).status).toBe(200);
  const credentials = { email: "alice@example.com", password };
  expect((await anybody.post("/api/v1/auth/register", credentials)).status).toBe(201);
  expect(messagesOf(program).filter((message) => [awaited, there].includes(message))).toEqual([
    awaited,
    there,
  ]);
  expect(await program.end("SIGTERM")).toBe(0);
}

test("startup waits for an unavailable database, stays alive and returns 503 with Retry-After", async () => {
  const away = await startAway();
  const { anybody } = away;
  await expect.poll(async () => (await anybody.get("/healthz").catch(() => 0)) && 200).toBe(200);

  const { status, body } = await anybody.get("/readyz");
  expect([status, body]).toEqual([
    503,
    {
      status: "not ready",
      version,
      reasons: [
        {
          check: "database",
          detail: "The database is unavailable. The service is waiting for it.",
        },
      ],
    },
  ]);
  for (const [path, said] of [
    ["/api/v1/links", { detail }],
    ["/graphql", { errors: [{ message: detail, extensions: { code: "SERVICE_UNAVAILABLE" } }] }],
    ["/abc1234", { detail }],
    ["/", { detail }],
  ] as const) {
    const headers = { accept: "application/json" };
    const answer = await anybody.request(path, { headers });
    expect([path, answer.status, answer.headers.get("retry-after"), answer.body]).toEqual([
      path,
      503,
      "5",
      said,
    ]);
  }
  await startsWith(away);
});

test("the primary waits for an unavailable database and its workers do not give up", {
  tags: ["full"],
}, async () => {
  await startsWith(await startAway({ WORKERS: "2", ...sharedRedis().settings }));
});

test.each([
  ["one process", "1"],
  ["workers", "2"],
])("a waiting startup stops immediately at SIGTERM with code 0 (%s)", async (_, WORKERS) => {
  const { program } = await startAway({ WORKERS });

  const started = performance.now();
  expect(await program.end("SIGTERM")).toBe(0);

  expect(performance.now() - started).toBeLessThan(2_000);
  expect(messagesOf(program).at(-1)).toBe("SIGTERM received, shutting down.");
});

test("startup waits for a server that is starting, has no free connection, or does not respond", async () => {
  const silent = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void silent.close());
  await once(silent, "listening");
  const { port } = silent.address() as { port: number };
  const urls = await Promise.all([
    startRejectingServer("57P03", "the database system is starting up"),
    startRejectingServer("53300", "sorry, too many clients already"),
    `postgres://lnk7@127.0.0.1:${port}/lnk7`,
    "postgres://lnk7@not-there.invalid/lnk7",
  ]);

  const programs = await Promise.all(urls.map((url) => spawnProgram({ DATABASE_URL: url })));

  await Promise.all(programs.map(waitsFor));
  const reasons = programs.map((program) => logLinesOf(program)[0].reason);
  expect(reasons[0]).toContain(": the database system is starting up.");
  expect(reasons[1]).toContain(": sorry, too many clients already.");
  expect(reasons[2]).toMatch(
    /: (timeout expired|Connection terminated due to connection timeout)\.$/,
  );
  expect(reasons[3]).toMatch(/: getaddrinfo (ENOTFOUND|EAI_AGAIN) not-there\.invalid\.$/);
});

test("startup fails with one sentence and code 1 when waiting cannot help", async () => {
  const missing = new URL(await newDatabaseUrl());
  missing.pathname = "/lnk7_that_is_not_there";
  const wrong = await startRejectingServer(
    "28P01",
    'password authentication failed for user "lnk7"',
  );
  const [port] = await freePorts(1);

  const runs = await Promise.all(
    [
      { DATABASE_URL: wrong, WORKERS: "1" },
      { DATABASE_URL: wrong, WORKERS: "2" },
      { DATABASE_URL: missing.href, WORKERS: "1" },
    ].map((settings) => runProgram({ PORT: String(port), ...settings })),
  );

  const sentence = (database: string, reason: string) => ({
    exitCode: 1,
    stdout: "",
    stderr: `The database ${database} cannot be opened and written: ${reason}.\n`,
  });
  const rejected = sentence(
    `lnk7 at ${new URL(wrong).host}`,
    'password authentication failed for user "lnk7"',
  );
  expect(runs).toEqual([
    rejected,
    rejected,
    sentence(
      `lnk7_that_is_not_there at ${missing.host}`,
      'database "lnk7_that_is_not_there" does not exist',
    ),
  ]);
});
