import { Agent, request } from "node:http";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { parseConfig } from "../../src/config/config.ts";
import { startService } from "../../src/runtime/startService.ts";
import { createClient, type TestClient } from "../support/client.ts";
import { logLinesOf } from "../support/logLines.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { type Program, startProgram, startWithNpm } from "../support/program.ts";
import { beginRequest, isConnectionRejected } from "../support/slowRequest.ts";
import { linkClickedQuery } from "../support/subscribe.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { password } from "../support/world.ts";

// Each test starts a process, which is slow on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

interface Running {
  program: Program;
  databaseUrl: string;
  alice: TestClient;
  shortCode: string;
}

async function startWithLink(
  environment: Record<string, string> = {},
  start = startProgram,
): Promise<Running> {
  const databaseUrl = `file:${join(temporaryFolder(), "lnk7.db")}`;
  const program = await start({
    DATABASE_URL: databaseUrl,
    BASE_URL: "http://lnk7.test",
    ...environment,
  });
  const credentials = { email: "alice@example.com", password };
  const anybody = createClient(program.url);
  await anybody.post("/api/v1/auth/register", credentials);
  const { body } = await anybody.post("/api/v1/auth/login", credentials);
  const alice = createClient(program.url, body.token);
  return { program, databaseUrl, alice, shortCode: (await alice.createLink()).short_code };
}

const clicksIn = (databaseUrl: string) =>
  openSqlite(databaseUrl).prepare(`SELECT "clickCount" FROM "Link"`).pluck().get();

/** Returns a request that creates a link, without the last character of its body. */
const creation = ({ token }: TestClient) => {
  const body = `{"original_url":"https://example.com/late"}`;
  return (
    `POST /api/v1/links HTTP/1.1\r\nHost: lnk7.test\r\nAuthorization: Bearer ${token}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, -1)}`
  );
};

test("a shutdown completes pending requests, cuts streams, writes clicks and accepts no connections", async () => {
  const { program, databaseUrl, alice, shortCode } = await startWithLink();
  const creating = await beginRequest(program.url, creation(alice));
  const checking = await beginRequest(program.url, "GET /readyz HTTP/1.1\r\nHost: lnk7.test\r\n");
  const stream = await fetch(`${program.url}/graphql`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${alice.token}`,
      accept: "text/event-stream",
      "content-type": "application/json",
    },
    body: JSON.stringify({ query: linkClickedQuery }),
  });
  for (let visit = 0; visit < 20; visit++) await alice.visit(shortCode);

  const ended = program.end("SIGTERM");

  await vi.waitFor(async () => expect(await isConnectionRejected(program.url)).toBe(true), 5_000);
  const unready = await checking.finish("\r\n");
  expect(unready).toMatch(/^HTTP\/1.1 503 /);
  expect(unready).toContain(`"check":"stopping"`);
  await expect(stream.text()).rejects.toThrow("terminated");
  const created = await creating.finish("}");
  expect(created).toMatch(/^HTTP\/1.1 201 /);
  expect(await ended).toBe(0);
  const links = openSqlite(databaseUrl).prepare(`SELECT "originalUrl", "clickCount" FROM "Link"`);
  expect(links.all()).toEqual([
    { originalUrl: "https://example.com/", clickCount: 20 },
    { originalUrl: "https://example.com/late", clickCount: 0 },
  ]);
});

/** Creates one link after another on a kept connection until a request fails. */
async function createOnAndOn(url: string, { token }: TestClient) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let created = 0;
  for (;;) {
    const outcome = await createOnce(url, agent, String(token));
    if (outcome !== 201) return { created, outcome };
    created += 1;
  }
}

/** Returns the status, or which connection failed: a kept one or a rejected new one. */
function createOnce(url: string, agent: Agent, token: string): Promise<number | string> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const creating = request(`${url}/api/v1/links`, { method: "POST", agent, headers }, (answer) =>
      answer.resume().once("end", () => resolve(answer.statusCode ?? 0)),
    );
    creating
      .once("error", () => resolve(creating.reusedSocket ? "kept" : "new"))
      .end(`{"original_url":"https://example.com/busy"}`);
  });
}

test.each([
  ["one process", "1"],
  ["workers", "2"],
])(
  "a shutdown does not drop requests of busy clients on keep-alive connections (%s)",
  async (_, WORKERS) => {
    const { program, databaseUrl, alice } = await startWithLink({ WORKERS });
    const clients = Array.from({ length: 10 }, () => createOnAndOn(program.url, alice));
    const linksIn = () =>
      openSqlite(databaseUrl).prepare(`SELECT count(*) FROM "Link"`).pluck().get();
    await vi.waitFor(() => expect(linksIn()).toBeGreaterThan(50), 20_000);

    expect(await program.end("SIGTERM")).toBe(0);

    const ended = await Promise.all(clients);
    expect(ended.map(({ outcome }) => outcome)).toEqual(Array(10).fill("new"));
    // One link existed before.
    expect(ended.reduce((sum, { created }) => sum + created, 1)).toBe(linksIn());
  },
);

test("a shutdown without connections is fast", async () => {
  const config = parseConfig({
    DATABASE_URL: `file:${join(temporaryFolder(), "lnk7.db")}`,
    HOST: "127.0.0.1",
    PORT: "0",
  });
  const running = await startService(config, pino({ level: "silent" }));

  // Far longer than the timeout of the test.
  await running.stop(undefined, 3_600_000);
});

test("SIGHUP to a single process is logged without stopping it", async () => {
  const { program, databaseUrl, alice, shortCode } = await startWithLink();
  await alice.visit(shortCode);

  process.kill(program.pid, "SIGHUP");

  await expect
    .poll(() => logLinesOf(program).map(({ msg }) => msg))
    .toContain(
      "SIGHUP ignored: there are no workers to restart. Restart the service to apply changed settings.",
    );
  expect((await alice.visit(shortCode)).status).toBe(302);
  expect(await program.end("SIGTERM")).toBe(0);
  expect(clicksIn(databaseUrl)).toBe(2);
});

test("a shutdown takes at most ten seconds with slow clients and a locked database", {
  tags: ["full"],
}, async () => {
  const { program, databaseUrl, alice, shortCode } = await startWithLink();
  await beginRequest(program.url, creation(alice));
  const holder = new Sqlite(databaseUrl.replace("file:", ""));
  onTestFinished(() => void holder.close());
  holder.exec("BEGIN IMMEDIATE");
  await alice.visit(shortCode);

  const started = performance.now();
  const exitCode = await program.end("SIGTERM");

  expect(exitCode).toBe(1);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(logLinesOf(program).filter(({ level }) => level === 60)).toHaveLength(1);
});

test("a shutdown does not wait for queued passwords, but writes the clicks", {
  tags: ["full"],
}, async () => {
  const { program, databaseUrl, alice, shortCode } = await startWithLink({ BCRYPT_COST: "12" });
  const anybody = createClient(program.url);
  const logins = Array.from({ length: 50 }, () =>
    anybody
      .post("/api/v1/auth/login", { email: "alice@example.com", password })
      .then(({ status }) => status)
      .catch(() => "cut off"),
  );
  await Promise.any(logins);
  for (let visit = 0; visit < 10; visit++) await alice.visit(shortCode);

  const started = performance.now();
  const exitCode = await program.end("SIGTERM");

  expect(exitCode).toBe(0);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(clicksIn(databaseUrl)).toBe(10);
  const outcomes = await Promise.all(logins);
  expect(new Set(outcomes)).toEqual(new Set([200, "cut off"]));
  expect(logLinesOf(program).filter(({ level }) => level > 30)).toEqual([]);
});

test.each([
  ["SIGTERM, which npm passes on", (pid: number) => process.kill(pid, "SIGTERM")],
  ["Ctrl-C, which npm and the service receive", (pid: number) => process.kill(-pid, "SIGINT")],
])(
  "a shutdown after npm start works the same with %s",
  { tags: ["full"] },
  async (_, interrupt) => {
    const { program, databaseUrl, alice, shortCode } = await startWithLink({}, startWithNpm);
    await beginRequest(program.url, creation(alice));
    for (let visit = 0; visit < 10; visit++) await alice.visit(shortCode);

    interrupt(program.pid);

    await expect.poll(() => logLinesOf(program).map(({ msg }) => msg)).toContain("Stopped.");
    await expect.poll(() => isConnectionRejected(program.url)).toBe(true);
    expect(clicksIn(databaseUrl)).toBe(10);
  },
);

test("a second signal ends the process immediately", async () => {
  const { program, alice } = await startWithLink();
  await beginRequest(program.url, creation(alice));

  const ended = program.end("SIGTERM");
  await vi.waitFor(async () => expect(await isConnectionRejected(program.url)).toBe(true), 5_000);
  const started = performance.now();

  expect(await program.end("SIGINT")).toBeNull();
  expect(await ended).toBeNull();
  expect(performance.now() - started).toBeLessThan(2_000);
});

test.each([
  ["throw new Error('unforeseen')", "an error that nobody caught"],
  ["Promise.reject(new Error('unforeseen'))", "a rejection that nobody handled"],
])("%s: the process logs it once, writes its clicks and exits with code 1", async (fault) => {
  const faults = `process.on("SIGUSR2",()=>{setImmediate(()=>{${fault}});${fault}})`;
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(faults)}`;
  const { program, databaseUrl, alice, shortCode } = await startWithLink({ NODE_OPTIONS });
  for (let visit = 0; visit < 10; visit++) await alice.visit(shortCode);

  expect(await program.end("SIGUSR2")).toBe(1);

  expect(clicksIn(databaseUrl)).toBe(10);
  const fatal = logLinesOf(program).filter(({ level }) => level === 60);
  expect(fatal.map(({ msg, err }) => [msg, err.message])).toEqual([
    ["Uncaught exception, shutting down.", "unforeseen"],
  ]);
});
