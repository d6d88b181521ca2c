import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test, vi } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { setClock } from "../support/fakeClock.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { createWorld } from "../support/world.ts";

vi.setConfig({ testTimeout: 90_000 });

/** Locks the database as another writing program would. Returns a function that releases it. */
function holdDatabase(databaseUrl: string): () => void {
  const holder = new Sqlite(databaseUrl.replace("file:", ""));
  onTestFinished(() => void holder.close());
  holder.exec("BEGIN IMMEDIATE");
  return () => void holder.exec("COMMIT");
}

const faultsIn = (log: Record<string, unknown>[]) =>
  log.filter(({ msg }) => String(msg).startsWith("The database")).map(({ msg }) => msg);

const arisen = "The database cannot be written. Redirects continue; clicks are queued; retrying.";
const past = "The database can be written again.";

test("redirects and reads continue while another program locks the database for 30 seconds; clicks and writes wait", {
  tags: ["full"],
}, async () => {
  const { signUp, anonymous, databaseUrl, log } = await createWorld();
  const alice = await signUp("alice");
  const warm = await alice.createLink();
  const cold = await alice.createLink();
  await anonymous.visit(warm.short_code);

  const release = holdDatabase(databaseUrl);
  const own = { original_url: "https://example.com/", short_code: "my-own" };
  const writers = [
    alice.post("/api/v1/links", { original_url: "https://example.com/" }),
    alice.post("/api/v1/links", own),
    alice.delete(`/api/v1/links/${cold.id}`),
    alice.graphql(
      `mutation { createLink(input: { originalUrl: "https://example.com/" }) { __typename } }`,
    ),
  ];
  let rejected = 0;
  for (const writer of writers) void writer.then(() => rejected++);
  const slowest: Record<string, number> = {};
  let visits = 1;
  const holding = performance.now();
  while (rejected < writers.length || performance.now() - holding < 30_000) {
    for (const [name, ask] of [
      ["warm", () => anonymous.visit(warm.short_code)],
      ["cold", () => anonymous.visit(cold.short_code)],
      ["list", () => alice.get("/api/v1/links")],
      ["ready", () => anonymous.get("/readyz")],
    ] as const) {
      const started = performance.now();
      expect([name, (await ask()).status]).toEqual([name, /m|c/.test(name) ? 302 : 200]);
      slowest[name] = Math.max(slowest[name] ?? 0, performance.now() - started);
    }
    visits++;
  }

  // SQLite's own busy timeout would have blocked each of them for five seconds.
  for (const [name, milliseconds] of Object.entries(slowest)) {
    expect([name, milliseconds < 2_500]).toEqual([name, true]);
  }
  const answers = await Promise.all(writers);
  const detail = "The database is busy. Try again later.";
  for (const { status, headers, body } of answers.slice(0, 3)) {
    expect([status, headers.get("retry-after"), body]).toEqual([503, "5", { detail }]);
  }
  expect(answers[3]?.body.errors[0].extensions.code).toBe("SERVICE_UNAVAILABLE");
  expect(faultsIn(log)).toEqual([arisen]);

  release();
  expect((await alice.post("/api/v1/links", own)).status).toBe(201);
  await vi.waitFor(() => {
    const counts = openSqlite(databaseUrl).prepare(
      `SELECT "clickCount" FROM "Link" WHERE "id" = ?`,
    );
    expect(counts.pluck().get(warm.id)).toBe(visits);
  }, 20_000);
  expect(faultsIn(log)).toEqual([arisen, past]);
  expect(log.filter(({ level }) => Number(level) >= 50)).toHaveLength(1);
});

test("returns 503 with Retry-After when the database cannot be read, without logging an error", async () => {
  const { signUp, services, log } = await createWorld();
  const alice = await signUp("alice");
  const findToken = services.lookup.findToken;
  services.lookup.findToken = () => {
    throw Object.assign(new Error("disk I/O error"), { code: "SQLITE_IOERR" });
  };

  const [rest, graphql] = [await alice.get("/api/v1/links"), await alice.graphql("{ __typename }")];

  const message = "The database is busy. Try again later.";
  expect(
    [rest, graphql].map(({ status, headers, body }) => [status, headers.get("retry-after"), body]),
  ).toEqual([
    [503, "5", { detail: message }],
    [503, "5", { errors: [{ message, extensions: { code: "SERVICE_UNAVAILABLE" } }] }],
  ]);
  expect(log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  services.lookup.findToken = findToken;
  expect((await alice.get("/api/v1/links")).status).toBe(200);
});

test("writes that waited for another program succeed exactly once", async () => {
  const { signUp, databaseUrl, log } = await createWorld();
  const alice = await signUp("alice");
  const release = holdDatabase(databaseUrl);

  const creating = Array.from({ length: 30 }, (_, number) =>
    alice.post("/api/v1/links", {
      original_url: "https://example.com/",
      ...(number % 2 && { short_code: `own-${number}` }),
    }),
  );
  for (let read = 0; read < 30; read++) await alice.get("/api/v1/links");
  release();

  expect(new Set((await Promise.all(creating)).map(({ status }) => status))).toEqual(
    new Set([201]),
  );
  expect((await alice.get("/api/v1/links?per_page=100")).body.links).toHaveLength(30);
  expect(faultsIn(log)).toEqual([]);
});

test("a session due for renewal is accepted while the database is locked and renewed later", async () => {
  setClock("2030-01-01T00:00:00Z");
  const here = await createWorld();
  await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");
  const release = holdDatabase(here.databaseUrl);
  setClock("2030-01-01T02:00:00Z");

  const started = performance.now();
  const { body, headers } = await desk.graphql("{ viewer { email } }");
  expect(performance.now() - started).toBeLessThan(2_500);
  expect(body).toEqual({ data: { viewer: { email: "alice@example.com" } } });
  expect(headers.getSetCookie()).toEqual([]);

  release();
  const lastSeen = openSqlite(here.databaseUrl)
    .prepare(`SELECT "lastSeenAt" FROM "Session"`)
    .pluck();
  await vi.waitFor(async () => {
    await desk.graphql("{ viewer { email } }");
    // The clock advances during the wait.
    expect(lastSeen.get()).toBeGreaterThanOrEqual(Date.parse("2030-01-01T02:00:00Z"));
  }, 20_000);
});
