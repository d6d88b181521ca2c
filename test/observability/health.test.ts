import Sqlite from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { version } from "../../src/version.ts";
import { sendRaw } from "../support/rawRequest.ts";
import { createWorld } from "../support/world.ts";

const path = (databaseUrl: string) => databaseUrl.replace("file:", "");

test("a healthy and ready service says so in responses that are not cached", async () => {
  const { anonymous, url } = await createWorld();
  // The first statement can take longer than a second.
  await expect.poll(async () => (await anonymous.get("/readyz")).status).toBe(200);

  for (const [address, said] of [
    ["/healthz", { status: "alive" }],
    ["/readyz", { status: "ready", version }],
  ] as const) {
    const answer = await anonymous.get(address);
    expect([answer.status, answer.body]).toEqual([200, said]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect((await anonymous.request(address, { method: "HEAD" })).status).toBe(200);
    // As simple health checkers send it.
    expect(await sendRaw(url, `GET ${address} HTTP/1.0\r\n\r\n`)).toBe("HTTP/1.1 200 OK");
  }
});

test("the service is alive but not ready when the database does not respond within a second", async () => {
  const { anonymous, services } = await createWorld();
  let release = () => {};
  const busy = services.database.$transaction(
    () => new Promise<void>((resolve) => (release = resolve)),
    { timeout: 20_000 },
  );

  const started = performance.now();
  const unready = await anonymous.get("/readyz");

  expect([unready.status, unready.body]).toEqual([
    503,
    {
      status: "not ready",
      version,
      reasons: [{ check: "database", detail: "The database did not respond within one second." }],
    },
  ]);
  expect(performance.now() - started).toBeLessThan(5_000);
  expect((await anonymous.get("/healthz")).status).toBe(200);
  release();
  await busy;
  await expect.poll(async () => (await anonymous.get("/readyz")).status).toBe(200);
});

test("the service is not ready when migrations are missing in the database", async () => {
  const { anonymous, databaseUrl } = await createWorld();
  const database = new Sqlite(path(databaseUrl));
  database.exec(
    `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '0001_init'`,
  );
  database.close();

  const { status, body } = await anonymous.get("/readyz");

  expect([status, body.reasons]).toEqual([
    503,
    [{ check: "migrations", detail: "The database lacks migrations of this version." }],
  ]);
});

test("concurrent readiness checks query the database once per half second", async () => {
  const { anonymous, services } = await createWorld();
  const asking = vi.spyOn(services.database, "$queryRawUnsafe");
  await expect.poll(async () => (await anonymous.get("/readyz")).status).toBe(200);
  const started = performance.now();

  const answers = await Promise.all(Array.from({ length: 40 }, () => anonymous.get("/readyz")));

  expect(answers.map(({ body }) => body)).toEqual(Array(40).fill({ status: "ready", version }));
  const halves = Math.ceil((performance.now() - started) / 500);
  const asked = asking.mock.calls.length;
  expect(asked).toBeLessThanOrEqual(1 + halves);
  const askedSince = async () => {
    await anonymous.get("/readyz");
    return asking.mock.calls.length - asked;
  };
  await expect.poll(askedSince).toBeGreaterThan(0);
});

test("a stopping service is not ready on connections that are still open", async () => {
  const shutdown = new AbortController();
  const { anonymous } = await createWorld({}, { shutdownSignal: shutdown.signal });

  shutdown.abort();

  const { status, body } = await anonymous.get("/readyz");
  expect([status, body.reasons]).toEqual([
    503,
    [{ check: "stopping", detail: "The service is stopping." }],
  ]);
});

test("links cannot use the paths of operational endpoints", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");

  for (const short_code of ["healthz", "readyz", "metrics", "Metrics", "app", "api", "graphql"]) {
    const { status } = await alice.post("/api/v1/links", {
      original_url: "https://example.com/",
      short_code,
    });
    expect([short_code, status]).toEqual([short_code, 400]);
  }
});
