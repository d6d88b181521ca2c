import { expect, onTestFinished, test, vi } from "vitest";
import { createClickWriter } from "../../src/core/clicks/clickWriter.ts";
import { purgeExpiredClicks } from "../../src/core/clicks/retention.ts";
import { signInBrowser } from "../support/browser.ts";
import { setClock } from "../support/fakeClock.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { createRateLimitedWorld } from "../support/rateLimitedWorld.ts";
import { createWorld, password } from "../support/world.ts";

vi.setConfig({ testTimeout: 60_000 });

const today = "2030-06-15T12:00:00.000Z";
const yesterday = "2030-06-14T12:00:00.000Z";
const aBitLater = "2030-06-15T12:10:00.000Z";

const clockLines = (log: Record<string, unknown>[]) =>
  log
    .filter(({ msg }) => String(msg).startsWith("The clock"))
    .map(({ level, seconds, msg }) => ({ level, seconds, msg }));

test("a clock set back by a day neither loses nor duplicates clicks and is logged once", async () => {
  setClock(today);
  const here = await createWorld();
  const { signUp, anonymous, databaseUrl, log } = here;
  const alice = await signUp("alice");
  const desk = await signInBrowser(here, "alice");
  const lasting = await alice.createLink();
  const soonOver = await alice.createLink({ expires_at: "2030-06-15T12:05:00Z" });
  const database = openSqlite(databaseUrl);
  const visit = async (times: number, expected: number) => {
    for (let visits = 0; visits < times; visits++) {
      expect((await anonymous.visit(lasting.short_code)).status).toBe(302);
    }
    const clicks = database.prepare(`SELECT "clickCount" FROM "Link" WHERE "id" = ?`).pluck();
    await vi.waitFor(() => expect(clicks.get(lasting.id)).toBe(expected), 20_000);
  };
  await visit(3, 3);

  setClock(yesterday);
  await vi.waitFor(() => expect(clockLines(log)).toHaveLength(1), 10_000);
  await visit(2, 5);
  expect((await anonymous.visit(soonOver.short_code)).status).toBe(302);
  expect((await alice.get("/api/v1/links")).status).toBe(200);
  expect((await desk.graphql("{ viewer { email } }")).body.data.viewer.email).toBe(
    "alice@example.com",
  );
  const seen = database.prepare(
    `SELECT (SELECT max("lastUsedAt") FROM "ApiToken"), (SELECT max("lastSeenAt") FROM "Session")`,
  );
  const nearYesterday = expect.closeTo(Date.parse(yesterday), -5);
  await vi.waitFor(() => expect(seen.raw().get()).toEqual([nearYesterday, nearYesterday]), 10_000);
  const writer = createClickWriter({
    databaseUrl,
    ownHost: "",
    geoipDatabase: undefined,
    clickRowsPerMinute: 10_000,
  });
  onTestFinished(() => writer.close());
  await purgeExpiredClicks(writer, 1, Date.now());

  setClock(aBitLater);
  await vi.waitFor(() => expect(clockLines(log)).toHaveLength(2), 10_000);
  await visit(1, 6);
  expect((await anonymous.visit(soonOver.short_code)).status).toBe(410);

  const hours = database.prepare(
    `SELECT "hour", "clicks", "visitors" FROM "LinkHour" WHERE "linkId" = ? ORDER BY "hour"`,
  );
  expect(hours.all(lasting.id)).toEqual([
    { hour: Date.parse(yesterday), clicks: 2, visitors: 1 },
    { hour: Date.parse(today), clicks: 4, visitors: 1 },
  ]);
  const advice = "Expiry times and click times follow it.";
  expect(clockLines(log)).toEqual([
    { level: 40, seconds: expect.closeTo(86_400, -2), msg: `The clock was set back. ${advice}` },
    { level: 40, seconds: expect.closeTo(87_000, -2), msg: `The clock was set ahead. ${advice}` },
  ]);
  expect(log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
});

test("a clock set back by a day does not extend rate limits", async () => {
  setClock(today);
  const { signUp, clientAt } = await createRateLimitedWorld({
    LIMIT_REGISTRATION_PER_ADDRESS: "1/1h",
    LIMIT_LOGIN_PER_ACCOUNT_AND_ADDRESS: "1/3s",
  });
  await signUp("alice");
  const guest = clientAt("203.0.113.7");
  const register = (name: string) =>
    guest.post("/api/v1/auth/register", { email: `${name}@example.com`, password });
  const logIn = (tried: string) =>
    guest.post("/api/v1/auth/login", { email: "alice@example.com", password: tried });
  expect((await register("bob")).status).toBe(201);
  await logIn("wrong horse battery staple");

  setClock(yesterday);
  const rejected = await register("carol");
  expect(rejected.status).toBe(429);
  expect(Number(rejected.headers.get("retry-after"))).toBeLessThanOrEqual(3_600);
  // Windows end by a timer, independent of the clock.
  await vi.waitFor(async () => expect((await logIn(password)).status).toBe(200), 20_000);
});
