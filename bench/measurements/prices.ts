import { readdirSync, readFileSync } from "node:fs";
import { getOperationAST, parse } from "graphql";
import { schema } from "../../src/graphql/schema.ts";
import { operationCost } from "../../src/graphql/server/operationLimits.ts";
import { heavyToken } from "../heavyAccount/account.ts";
import { createHeavyDatabase } from "../heavyAccount/seed.ts";
import { type Measurement, median } from "../report.ts";
import { type Server, startProgram } from "../servers.ts";
import { send } from "../worstWait/send.ts";
import { type PricedField, pricedReads, pricedWrites } from "./pricedFields.ts";

const nothing: PricedField = { name: "__typename", document: () => "{ __typename }" };
/** Cheaper fields are lost in the base cost of a request. The ratio leaves them out. */
const leastMicroseconds = 30;
/** V8 compiles code while it runs, so every measured field runs several times first. */
const warmUp = { runs: 20, milliseconds: 500 };
const firstRuns = 2_000;
/** The measurement of a field stops at the first of these limits. */
const enough = { cpuMilliseconds: 300, runs: 1_000, milliseconds: 3_000 };
/** The database has data, such as links to delete, for only this many runs of a write. */
const runsOfWrite = 25;

interface Price {
  name: string;
  microseconds: number;
  points: number;
  isBound: boolean;
}

/**
 * Measures the CPU time of each field of the schema per point of its cost, minus the base cost of a
 * request. Uses SQLite, because all of its work happens in the service's process. Prints a row for
 * each field, the costliest first, and returns their spread. `only` selects fields by a part of
 * their names.
 */
export async function measurePrices(only = ""): Promise<Measurement[]> {
  const { databaseUrl, drop } = await createHeavyDatabase("SQLite");
  try {
    const server = await startProgram(databaseUrl);
    try {
      return compare(await measureAll(server, only));
    } finally {
      await server.stop();
    }
  } finally {
    await drop();
  }
}

async function measureAll(server: Server, only: string): Promise<Price[]> {
  const fields = [
    ...pricedReads.map((field) => ({ field, runs: enough.runs })),
    ...pricedWrites.map((field) => ({ field, runs: runsOfWrite })),
  ];
  for (let run = 0; run < firstRuns; run++) await answer(server, nothing, run);
  for (const field of pricedReads) await warmUpWith(server, field, warmUp.runs);
  const baseBefore = (await microsecondsOf(server, nothing, enough.runs)) ?? 0;
  const prices: Price[] = [];
  for (const { field, runs } of fields) {
    if (!field.name.includes(only)) continue;
    const total = await microsecondsOf(server, field, runs);
    const points = pointsOf(field) - pointsOf(nothing);
    if (total === undefined) console.log(`${field.name}: turned down for its ${points} points`);
    else {
      const { name, isBound = false } = field;
      prices.push({ name, microseconds: total, points, isBound });
    }
  }
  // A disturbance of one measurement has rarely affected the other.
  const baseAfter = (await microsecondsOf(server, nothing, enough.runs)) ?? 0;
  const base = Math.min(baseBefore, baseAfter);
  console.log(`\n{ __typename }: ${base.toFixed(0)} µs of CPU`);
  return prices.map((price) => ({ ...price, microseconds: price.microseconds - base }));
}

function compare(prices: Price[]): Measurement[] {
  prices.sort((one, other) => perPoint(other) - perPoint(one));
  console.log(line("field", "CPU in µs", "points", "µs/point"));
  for (const price of prices) {
    const { name, microseconds, points } = price;
    const note = noteOf(price);
    console.log(
      line(name + note, microseconds.toFixed(0), points.toFixed(0), perPoint(price).toFixed(2)),
    );
  }
  const counted = prices.filter(({ microseconds }) => microseconds >= leastMicroseconds);
  const most = Math.max(...counted.map(perPoint));
  const least = Math.min(...counted.filter(({ isBound }) => !isBound).map(perPoint));
  return [
    {
      what: "µs of CPU per cost point, median of all fields",
      value: median(counted.map(perPoint)),
    },
    { what: "µs of CPU per cost point, maximum", value: most },
    {
      what: "maximum / minimum",
      value: most / least,
      target: { atMost: 3 },
    },
  ];
}

function noteOf({ microseconds, isBound }: Price): string {
  if (microseconds < leastMicroseconds) return " (too little to count)";
  return isBound ? " (may take more)" : "";
}

function perPoint({ microseconds, points }: Price): number {
  return microseconds / points;
}

function line(name: string, ...figures: string[]): string {
  return name.padEnd(60) + figures.map((figure) => figure.padStart(10)).join("");
}

/** Returns the CPU time per run; undefined if the service rejects the operation for its cost. */
async function microsecondsOf(
  server: Server,
  field: PricedField,
  mostRuns: number,
): Promise<number | undefined> {
  let number = await warmUpWith(server, field, Math.min(warmUp.runs, mostRuns / 2));
  if (number === 0) return undefined;
  const end = performance.now() + enough.milliseconds;
  const before = cpuMilliseconds(server.pid);
  for (let runs = 1; ; runs++) {
    await answer(server, field, number++);
    const spent = cpuMilliseconds(server.pid) - before;
    if (spent >= enough.cpuMilliseconds || runs >= mostRuns || performance.now() > end) {
      return (spent * 1_000) / runs;
    }
  }
}

/** Returns the number of runs; 0 if the service rejects the operation for its cost. */
async function warmUpWith(server: Server, field: PricedField, runs: number): Promise<number> {
  const end = performance.now() + warmUp.milliseconds;
  for (let number = 0; ; number++) {
    if (number >= runs || (number > 0 && performance.now() > end)) return number;
    if (!(await answer(server, field, number))) return 0;
  }
}

/** Returns false if the service rejects the operation for its cost. */
async function answer(server: Server, field: PricedField, number: number): Promise<boolean> {
  const body = { query: field.document(number) };
  const request = { method: "POST", path: "/graphql", token: heavyToken, body };
  const { outcome, text } = await send(server.url, request);
  if (text.includes("OPERATION_TOO_LARGE")) return false;
  if (outcome !== "200") throw new Error(`${field.name}: ${outcome} ${text.slice(0, 300)}`);
  return true;
}

/** Returns the CPU time of the current threads of a process, with nanosecond resolution. */
function cpuMilliseconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) => {
    const [running = ""] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ");
    return Number(running);
  });
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1_000_000;
}

function pointsOf(field: PricedField): number {
  const document = parse(field.document(0));
  const operation = getOperationAST(document);
  if (!operation) throw new Error(`${field.name} has no operation.`);
  return operationCost(schema, document, operation, {});
}
