import { expect, test } from "vitest";
import { createClient } from "../support/client.ts";
import { newDatabaseUrl, queryDatabase } from "../support/database.ts";
import { freePorts, startProgram } from "../support/program.ts";
import { password } from "../support/world.ts";

async function twoProcesses() {
  const databaseUrl = await newDatabaseUrl();
  const ports = await freePorts(2);
  const programs = await Promise.all(
    ports.map((port) => startProgram({ DATABASE_URL: databaseUrl }, port)),
  );
  const clients = programs.map(({ url }) => createClient(url));
  const [here] = clients as [(typeof clients)[number]];
  await here.post("/api/v1/auth/register", { email: "alice@example.com", password });
  const { body } = await here.post("/api/v1/auth/login", { email: "alice@example.com", password });
  const alice = createClient(programs[0]?.url as string, body.token);
  const visit = (number: number, code: string) =>
    (clients[number % 2] as (typeof clients)[number]).visit(code);
  const stop = () => Promise.all(programs.map(({ end }) => end("SIGTERM")));
  return { databaseUrl, alice, visit, stop };
}

test("a link limited to 100 clicks redirects exactly 100 of 1,000 visitors of two processes", async () => {
  const { databaseUrl, alice, visit, stop } = await twoProcesses();
  const { short_code } = await alice.createLink({ max_clicks: 100 });

  const visits = Array.from({ length: 1_000 }, (_, number) => visit(number, short_code));
  const statuses = (await Promise.all(visits)).map(({ status }) => status);
  await stop();

  expect(statuses.filter((status) => status === 302)).toHaveLength(100);
  expect(statuses.filter((status) => status === 410)).toHaveLength(900);
  expect(await queryDatabase(databaseUrl, `SELECT "clickCount" FROM "Link"`)).toEqual([
    { clickCount: 100 },
  ]);
  expect(await queryDatabase(databaseUrl, `SELECT count(*) AS clicks FROM "Click"`)).toEqual([
    { clicks: 100 },
  ]);
}, 60_000);

test("clicks that two processes write concurrently for the same links are each counted once", async () => {
  const { databaseUrl, alice, visit, stop } = await twoProcesses();
  const links = await Promise.all(Array.from({ length: 20 }, () => alice.createLink()));

  for (let round = 0; round < 5; round++) {
    await Promise.all(
      links.flatMap(({ short_code }) => [0, 1, 2, 3].map((number) => visit(number, short_code))),
    );
  }
  await stop();

  expect(await queryDatabase(databaseUrl, `SELECT DISTINCT "clickCount" FROM "Link"`)).toEqual([
    { clickCount: 20 },
  ]);
  const sums = `sum("clicks") AS clicks, sum("visitors") AS visitors`;
  expect(await queryDatabase(databaseUrl, `SELECT ${sums} FROM "LinkHour"`)).toEqual([
    { clicks: 400, visitors: 20 },
  ]);
  expect(await queryDatabase(databaseUrl, `SELECT ${sums} FROM "UserHour"`)).toEqual([
    { clicks: 400, visitors: 1 },
  ]);
}, 60_000);
