import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { createClient } from "../support/client.ts";
import { openSqlite } from "../support/openSqlite.ts";
import { startProgram } from "../support/program.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { password } from "../support/world.ts";

vi.setConfig({ testTimeout: 120_000 });

const credentials = { email: "alice@example.com", password };

/** The guarantee of the service: a click is written within a quarter of a second. */
const longestUnwrittenMilliseconds = 250;

/** Starts the compiled program with a link of Alice. */
async function programWithLink() {
  const environment = {
    DATABASE_URL: `file:${join(temporaryFolder(), "lnk7.db")}`,
    BASE_URL: "http://lnk7.test",
    // Every click gets its own row here, regardless of the rate per minute.
    CLICK_ROWS_PER_MINUTE: "1000000",
  };
  const program = await startProgram(environment);
  const anybody = createClient(program.url);
  await anybody.post("/api/v1/auth/register", credentials);
  const { body } = await anybody.post("/api/v1/auth/login", credentials);
  const alice = createClient(program.url, body.token);
  return { environment, program, alice, link: await alice.createLink() };
}

test("every click count is 20,000 after 20,000 redirects and a normal stop", {
  tags: ["full"],
}, async () => {
  const { environment, program, alice, link } = await programWithLink();
  let left = 20_000;
  const statuses = new Set<number>();

  const visitor = async () => {
    while (left-- > 0) statuses.add((await alice.visit(link.short_code)).status);
  };
  await Promise.all(Array.from({ length: 64 }, visitor));
  const exitCode = await program.end("SIGTERM");

  expect([exitCode, ...statuses]).toEqual([0, 302]);
  const database = openSqlite(environment.DATABASE_URL);
  const count = (sql: string) => database.prepare(sql).pluck().get();
  expect({
    total: count(`SELECT "clickCount" FROM "Link"`),
    clicks: count(`SELECT count(*) FROM "Click"`),
    hoursOfLink: count(`SELECT sum("clicks") FROM "LinkHour"`),
    hoursOfUser: count(`SELECT sum("clicks") FROM "UserHour"`),
    browsersOfLink: count(`SELECT sum("clicks") FROM "LinkDay" WHERE "dimension" = 'browser'`),
    browsersOfUser: count(`SELECT sum("clicks") FROM "UserDay" WHERE "dimension" = 'browser'`),
  }).toEqual({
    total: 20_000,
    clicks: 20_000,
    hoursOfLink: 20_000,
    hoursOfUser: 20_000,
    browsersOfLink: 20_000,
    browsersOfUser: 20_000,
  });
});

test("a kill under load loses at most the clicks of the last quarter of a second", async () => {
  const { environment, program, alice, link } = await programWithLink();

  const answeredAt: number[] = [];
  const visitor = async () => {
    for (;;) {
      const { status } = await alice.visit(link.short_code);
      if (status === 302) answeredAt.push(Date.now());
    }
  };
  const visitors = 16;
  // Each visitor ends when the program no longer responds.
  const ended = Promise.allSettled(Array.from({ length: visitors }, visitor));
  await vi.waitFor(() => expect(answeredAt.length).toBeGreaterThan(2_000), { timeout: 60_000 });
  const killedAt = Date.now();
  await program.end("SIGKILL");
  await ended;

  const again = createClient((await startProgram(environment)).url, alice.token);
  const kept = (await again.get(`/api/v1/links/${link.id}`)).body;
  // The write and the kill take additional time on a busy machine.
  const late = killedAt - longestUnwrittenMilliseconds * 4;
  const mustBeKept = answeredAt.filter((at) => at < late).length;
  expect(kept.click_count).toBeGreaterThanOrEqual(mustBeKept);
  expect(kept.click_count).toBeLessThanOrEqual(answeredAt.length + visitors);
  expect(kept.short_code).toBe(link.short_code);
});
