import { expect, test } from "vitest";
import { newDatabaseUrl } from "../support/database.ts";
import { disconnectableServer } from "../support/disconnectableServer.ts";
import { createWorld, password } from "../support/world.ts";

async function serviceWithSeverableDatabase() {
  const server = await disconnectableServer(await newDatabaseUrl());
  const here = await createWorld({
    DATABASE_URL: server.url,
    DATABASE_STATEMENT_TIMEOUT_SECONDS: "1",
    LOG_LEVEL: "info",
  });
  const alice = await here.signUp("alice");
  const known = await alice.createLink();
  const unknown = await alice.createLink();
  expect((await here.anonymous.visit(known.short_code)).status).toBe(302);
  return { ...here, server, alice, known, unknown };
}

test.each(["sever", "freeze"] as const)(
  "known redirects and clicks survive a database outage (%s), and everything recovers afterwards",
  async (way) => {
    const { server, alice, anonymous, known, unknown, log } = await serviceWithSeverableDatabase();
    const answers: number[] = [];
    const visit = async () => answers.push((await anonymous.visit(known.short_code)).status);

    server[way]();
    for (let number = 0; number < 50; number++) await visit();
    const rejected = await anonymous.visit(unknown.short_code);
    expect([rejected.status, rejected.headers.get("retry-after")]).toEqual([503, "5"]);
    const [rest, graphql] = [
      await alice.get(`/api/v1/links/${known.id}`),
      await alice.graphql("{ viewer { email } }"),
    ];
    expect([rest.status, rest.headers.get("retry-after"), rest.body]).toEqual([
      503,
      "5",
      {
        detail: "The database is busy. Try again later.",
      },
    ]);
    expect(graphql.body.errors[0].extensions.code).toBe("SERVICE_UNAVAILABLE");
    expect((await anonymous.get("/readyz")).status).toBe(503);
    for (let number = 0; number < 50; number++) await visit();
    const faults = () => log.filter(({ msg }) => String(msg).includes("clicks are queued"));
    await expect.poll(faults).toHaveLength(1);

    server.restore();
    await expect
      .poll(async () => (await alice.get(`/api/v1/links/${known.id}`)).body.click_count, {
        timeout: 15_000,
      })
      .toBe(101);
    expect(answers).toEqual(Array(100).fill(302));
    expect((await anonymous.visit(unknown.short_code)).status).toBe(302);
    expect((await alice.createLink()).id).toBe(3);
    await expect.poll(async () => (await anonymous.get("/readyz")).status).toBe(200);
    const errors = log.filter(({ level }) => Number(level) >= 50);
    expect(errors.filter(({ msg }) => !String(msg).includes("clicks are queued"))).toEqual([]);
  },
  60_000,
);

test("concurrent visitors of an uncached code cause one lookup", async () => {
  const { anonymous, unknown, services } = await serviceWithSeverableDatabase();
  const { findLink } = services.lookup;
  const asked: string[] = [];
  services.lookup.findLink = (shortCode) => {
    asked.push(shortCode);
    return findLink(shortCode);
  };

  const visits = Array.from({ length: 50 }, () => anonymous.visit(unknown.short_code));
  expect((await Promise.all(visits)).map(({ status }) => status)).toEqual(Array(50).fill(302));

  expect(asked).toEqual([unknown.short_code]);
});

test("a lookup that is outdated by a concurrent change is not cached", async () => {
  const { alice, anonymous, unknown, services } = await serviceWithSeverableDatabase();
  const { findLink } = services.lookup;
  let found = () => {};
  let goOn = () => {};
  const wasFound = new Promise<void>((resolve) => (found = resolve));
  const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
  services.lookup.findLink = async (shortCode) => {
    const row = await findLink(shortCode);
    found();
    await mayGoOn;
    return row;
  };

  const visit = anonymous.visit(unknown.short_code);
  await wasFound;
  await alice.put(`/api/v1/links/${unknown.id}`, { original_url: "https://changed.example/" });
  goOn();

  expect((await visit).status).toBe(302);
  const next = await anonymous.visit(unknown.short_code);
  expect(next.headers.get("location")).toBe("https://changed.example/");
});

test("every interface responds within five seconds when the server hangs, regardless of the statement timeout", async () => {
  const server = await disconnectableServer(await newDatabaseUrl());
  const { anonymous, signUp, ...here } = await createWorld({ DATABASE_URL: server.url });
  const alice = await signUp("alice");
  const [link, other] = [await alice.createLink(), await alice.createLink()];
  const answersOf = async (asking: Promise<{ status: number }>[]) => {
    const started = performance.now();
    const timed = asking.map(async (answer) => [
      (await answer).status,
      Math.floor((performance.now() - started) / 6_000),
    ]);
    return Promise.all(timed);
  };

  server.freeze();
  // The waits do not all start at the same moment.
  const checking = anonymous.get("/readyz");
  await new Promise((resolve) => setTimeout(resolve, 200));
  const answers = await answersOf([
    anonymous.visit(link.short_code),
    anonymous.visit(other.short_code),
    alice.get("/api/v1/links"),
    alice.post("/api/v1/links", { original_url: "https://example.com/" }),
    anonymous.post("/api/v1/auth/login", { email: "alice@example.com", password }),
  ]);

  expect(answers).toEqual(Array(5).fill([503, 0]));
  expect((await checking).status).toBe(503);
  server.restore();
  await expect.poll(async () => (await anonymous.visit(link.short_code)).status).toBe(302);
  expect(here.log.filter(({ msg }) => msg === "Request failed.")).toEqual([]);
});

test("a longer statement is not cancelled while the server responds to other statements", async () => {
  const { services } = await createWorld();

  expect(await services.database.$queryRawUnsafe("SELECT 1 AS one FROM pg_sleep(4)")).toEqual([
    { one: 1 },
  ]);
});
