import { setTimeout as delay } from "node:timers/promises";
import { otherToken } from "../heavyAccount/account.ts";
import { createHeavyDatabase, type Engine } from "../heavyAccount/seed.ts";
import type { Measurement } from "../report.ts";
import { type Server, startProgram } from "../servers.ts";
import { type ChildProcess, startChildProcess } from "../worstWait/childProcess.ts";
import type { CostlyLoadOptions, StatusCounts } from "../worstWait/costlyLoad.ts";
import { maxAllowedCount } from "../worstWait/maxAllowedCount.ts";
import { send } from "../worstWait/send.ts";
import { summarize, type Waits } from "../worstWait/waits.ts";
import { costliestOperations, person } from "./costliestOperations.ts";

const targets = { p99: 20, worst: 50, createRatio: 5 };
const creationEvery = 20;
const creationsToWarmUp = 50;
const runsToWarmUp = 3;
/** Far from the measured numbers, so that no code is requested twice. */
const firstOfWarmUp = 1_000_000;
const longestWait = 15_000;

interface Result {
  redirect: Waits;
  create: Waits;
}

interface Companions {
  visitor: ChildProcess<string, Waits>;
  load: ChildProcess<CostlyLoadOptions, StatusCounts>;
}

/**
 * Measures the wait of a cached redirect and of another account's `POST /api/v1/links` under load.
 * Each of the costliest operations runs ten at a time from one account. Prints a row for each and
 * returns the worst. `only` selects operations by a part of their names. Waits end after fifteen
 * seconds.
 */
export async function measureWorstWait(
  seconds: number,
  only = "",
  engines: readonly Engine[] = ["SQLite", "PostgreSQL"],
): Promise<Measurement[]> {
  const companions = {
    visitor: startChildProcess<string, Waits>("visitor"),
    load: startChildProcess<CostlyLoadOptions, StatusCounts>("costlyLoad"),
  };
  try {
    const figures: Measurement[] = [];
    for (const engine of engines) {
      const { databaseUrl, drop } = await createHeavyDatabase(engine);
      try {
        figures.push(...(await measureEngine(engine, databaseUrl, companions, seconds, only)));
      } finally {
        await drop();
      }
    }
    return figures;
  } finally {
    await Promise.all([companions.visitor.end(), companions.load.end()]);
  }
}

async function measureEngine(
  engine: Engine,
  databaseUrl: string,
  companions: Companions,
  seconds: number,
  only: string,
): Promise<Measurement[]> {
  const operations = costliestOperations.filter(({ name }) => name.includes(only));
  const counts = await maxAllowedCount(databaseUrl, operations);
  const idle = await onFreshServer(databaseUrl, (server) => watch(server, companions, seconds));
  console.log(`\n${engine}: waits in milliseconds, ten requests of an operation at a time`);
  console.log(heading);
  console.log(row("idle", idle, idle, ""));
  const results: Result[] = [];
  for (const operation of operations) {
    const count = counts.get(operation.name) ?? 0;
    if (count === 0) {
      console.log(`${operation.name}: not allowed at any size`);
      continue;
    }
    const { result, outcomes } = await onFreshServer(databaseUrl, async (server) => {
      // A program that has run for a while has compiled its code.
      for (let time = 1; time <= runsToWarmUp; time++) {
        await send(server.url, operation.request(count, firstOfWarmUp + time)).catch(() => {});
      }
      return measureWith(
        { url: server.url, name: operation.name, count },
        server,
        companions,
        seconds,
      );
    });
    results.push(result);
    console.log(row(`${operation.name} × ${count}`, result, idle, describe(outcomes)));
  }
  return summarizeResults(engine, idle, results);
}

function summarizeResults(engine: Engine, idle: Result, results: Result[]): Measurement[] {
  const worst = (of: (result: Result) => number) => Math.max(...results.map(of));
  return [
    { what: `${engine}: idle redirect, p99`, value: idle.redirect.p99, unit: "ms" },
    {
      what: `${engine}: redirect during the worst operation, p99`,
      value: worst(({ redirect }) => redirect.p99),
      unit: "ms",
      target: { atMost: targets.p99 },
    },
    {
      what: `${engine}: redirect during the worst operation, longest`,
      value: worst(({ redirect }) => redirect.worst),
      unit: "ms",
      target: { atMost: targets.worst },
    },
    { what: `${engine}: idle create, p50`, value: idle.create.p50, unit: "ms" },
    {
      what: `${engine}: create during the worst operation / idle, p50`,
      value: worst(({ create }) => create.p50 / idle.create.p50),
      target: { atMost: targets.createRatio },
    },
    {
      what: `${engine}: create during the worst operation / idle, p99`,
      value: worst(({ create }) => create.p99 / idle.create.p99),
      target: { atMost: targets.createRatio },
    },
  ];
}

/** Starts a server for each operation, because an operation can block its server for minutes. */
async function onFreshServer<Measured>(
  databaseUrl: string,
  measure: (server: Server) => Promise<Measured>,
): Promise<Measured> {
  const server = await startProgram(databaseUrl);
  try {
    // The response is 409 if an earlier call registered the account.
    await send(server.url, { method: "POST", path: "/api/v1/auth/register", body: person });
    for (let creation = 0; creation < creationsToWarmUp; creation++) await create(server);
    return await measure(server);
  } finally {
    await server.stop();
  }
}

async function measureWith(
  start: CostlyLoadOptions,
  server: Server,
  companions: Companions,
  seconds: number,
) {
  const result = await watch(server, companions, seconds, () => companions.load.start(start));
  return { result, outcomes: await companions.load.stop() };
}

/** Visits and creates links for some seconds. Starts just before `begin` is called. */
async function watch(
  server: Server,
  { visitor }: Companions,
  seconds: number,
  begin?: () => Promise<void>,
): Promise<Result> {
  const { short_code: code } = JSON.parse((await create(server)).text);
  await visitor.start(`${server.url}/${code}`);
  await begin?.();
  const end = performance.now() + seconds * 1_000;
  const waits: number[] = [];
  let failed = 0;
  while (performance.now() < end) {
    const start = performance.now();
    const answer = await create(server).catch(() => undefined);
    waits.push(performance.now() - start);
    if (answer?.outcome !== "201") failed++;
    await delay(creationEvery);
  }
  return { redirect: await visitor.stop(), create: summarize(waits, failed) };
}

function create(server: Server) {
  const body = { original_url: "https://example.com/other" };
  const request = { method: "POST", path: "/api/v1/links", token: otherToken, body };
  return send(server.url, request, AbortSignal.timeout(longestWait));
}

const widths = [58, 9, 9, 9, 9, 9, 9, 9, 9];
const titles = ["operation × count", "redirect", "p99", "worst", "p99/idle", "create", "p99"];
const heading = cells([...titles, "p50/idle", "p99/idle", "failed", "  answers"]);

function row(name: string, { redirect, create }: Result, idle: Result, answers: string): string {
  return cells([
    name,
    ...[redirect.p50, redirect.p99, redirect.worst].map((value) => value.toFixed(1)),
    (redirect.p99 / idle.redirect.p99).toFixed(1),
    ...[create.p50, create.p99].map((value) => value.toFixed(1)),
    (create.p50 / idle.create.p50).toFixed(1),
    (create.p99 / idle.create.p99).toFixed(1),
    String(redirect.failed + create.failed),
    `  ${answers}`,
  ]);
}

function cells(values: string[]): string {
  return values
    .map((value, index) => (index === 0 ? value.padEnd(58) : value.padStart(widths[index] ?? 0)))
    .join("");
}

function describe(outcomes: StatusCounts): string {
  return Object.entries(outcomes)
    .map(([outcome, count]) => `${count} × ${outcome}`)
    .join(", ");
}
