/**
 * Measures the compiled program. Prints a table and writes bench/results/latest.json.
 * Usage: npm run bench [-- --quick]
 * [redirects|creation|lists|statistics|redis|postgres|logins|workers|worstWait|prices …]
 * --only=NAME limits prices and worstWait to fields or operations with NAME in their name.
 * --engine=SQLite or --engine=PostgreSQL limits worstWait to that engine.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import type { Engine } from "./heavyAccount/seed.ts";
import { hasWrk } from "./load/load.ts";
import { measureCreation } from "./measurements/creation.ts";
import { measureLists } from "./measurements/lists.ts";
import { measureLogins } from "./measurements/logins.ts";
import { measurePostgres } from "./measurements/postgres.ts";
import { measurePrices } from "./measurements/prices.ts";
import { measureRedirects } from "./measurements/redirects.ts";
import { measureRedis } from "./measurements/redis.ts";
import { measureStatistics } from "./measurements/statistics.ts";
import { measureWorkers } from "./measurements/workers.ts";
import { measureWorstWait } from "./measurements/worstWait.ts";
import { formatTable, type Measurement } from "./report.ts";
import { removeCopies } from "./seed.ts";

const words = process.argv.slice(2);
const quick = words.includes("--quick");
const chosen = words.filter((word) => !word.startsWith("--"));
const only = option("--only=");
const links = quick ? 100_000 : 1_000_000;
const rounds = quick ? 1 : 5;
const seconds = quick ? 1 : 3;

const measurements: Record<string, () => Promise<Measurement[]>> = {
  redirects: () => measureRedirects(links, rounds, seconds),
  creation: () => measureCreation(rounds, seconds),
  lists: () => measureLists(links, quick ? 50 : 300),
  statistics: () => measureStatistics(quick ? 50 : 300),
  redis: () => measureRedis(rounds, seconds, quick ? 50 : 300),
  postgres: () => measurePostgres(quick ? 1_000_000 : 10_000_000, rounds, seconds),
  logins: () => measureLogins(rounds, seconds + 2),
  workers: () => measureWorkers(rounds, seconds),
  prices: () => measurePrices(only),
  worstWait: () => measureWorstWait(quick ? 2 : 5, only, chosenEngines()),
};

if (!hasWrk)
  console.log("wrk is not installed: autocannon stands in, which is slower than the program.");
const figures: Measurement[] = [];
try {
  for (const [name, measure] of Object.entries(measurements)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    const measured = await measure();
    console.log(`\n${name}\n${formatTable(measured)}`);
    figures.push(...measured);
  }
} finally {
  removeCopies();
}
mkdirSync("bench/results", { recursive: true });
const results = { node: process.version, quick, links, figures };
writeFileSync("bench/results/latest.json", `${JSON.stringify(results, null, 2)}\n`);

function option(start: string): string | undefined {
  return words.find((word) => word.startsWith(start))?.slice(start.length);
}

function chosenEngines(): Engine[] | undefined {
  const engines = ["SQLite", "PostgreSQL"] as const;
  const engine = engines.find((name) => name === option("--engine="));
  return engine && [engine];
}
