/**
 * Sends half an hour's requests of all kinds in three minutes. Checks whether memory, open files or
 * the event-loop delay grow. Exits with code 1 if the last third differs from the second, or if
 * requests get unexpected responses.
 */
import { mkdirSync, rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { formatTable, isTargetMet, type Measurement, median } from "../report.ts";
import { startProgram } from "../servers.ts";
import { type Sample, sample } from "./sample.ts";
import { createScenarios } from "./scenarios.ts";
import { type ScenarioResult, startScenarios } from "./traffic.ts";

const seconds = Number(process.argv[2] ?? 180);
const maxGrowth = 1.1;
const minMatches = 0.99;

/** Large enough to reject no requests, with windows short enough to end during the soak test. */
const budgets = Object.fromEntries(
  [
    ...["REQUEST_PER_TOKEN", "REQUEST_PER_ADDRESS", "REGISTRATION_PER_ADDRESS"],
    ...["LOGIN_PER_ACCOUNT_AND_ADDRESS", "LOGIN_PER_ADDRESS", "LOGIN_PER_ACCOUNT"],
    ...["PASSWORD_PER_CALLER", "LINK_BURST_PER_ACCOUNT", "LINK_PER_ACCOUNT"],
    ...["UNLOCK_PER_LINK_AND_ADDRESS", "UNLOCK_PER_ADDRESS"],
  ].map((name) => [`LIMIT_${name}`, "1000000/10s"]),
);

const folder = "bench/results/soak";
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const server = await startProgram(`file:${folder}/lnk7.db`, {
  ...budgets,
  RATE_LIMIT: "on",
  TRUST_PROXY: "1",
  REQUEST_TIMEOUT_SECONDS: "10",
  BCRYPT_COST: "4",
});
const samples: Sample[] = [];
let results: ScenarioResult[] = [];
try {
  const traffic = startScenarios(await createScenarios(server.url));
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    await delay(1_000);
    samples.push(await sample(server));
  }
  results = await traffic.stop();
} finally {
  await server.stop();
}

const sent = results.reduce((sum, result) => sum + result.sent, 0);
console.log(`${sent} requests in ${seconds} seconds`);
const third = Math.floor(samples.length / 3);
const of = (part: 1 | 2, what: keyof Sample) =>
  median(samples.slice(part * third, (part + 1) * third).map((taken) => taken[what]));
/** The name of each figure, and a floor below which differences are insignificant. */
const names: Record<keyof Sample, [name: string, floor: number]> = {
  residentMegabytes: ["resident memory, MB", 1],
  openFiles: ["open files", 1],
  meanDelayMilliseconds: ["event-loop delay, mean, ms", 1],
  worstDelayMilliseconds: ["event-loop delay, 99th percentile, ms", 1],
};
const growths = (Object.keys(names) as (keyof Sample)[]).flatMap((what): Measurement[] => {
  const [name, floor] = names[what];
  return [
    { what: `${name}: second third`, value: of(1, what) },
    { what: `${name}: last third`, value: of(2, what) },
    {
      what: `${name}: last / second`,
      value: Math.max(floor, of(2, what)) / Math.max(floor, of(1, what)),
      target: { atMost: maxGrowth },
    },
  ];
});
const matches = results.map(({ scenario, expected, sent, unexpected }): Measurement => {
  const odd = [...unexpected].map(([outcome, count]) => `, ${count} times ${outcome}`).join("");
  return {
    what: `${scenario}: ${sent} sent, ${expected}${odd}`,
    value: 1 - [...unexpected.values()].reduce((sum, count) => sum + count, 0) / sent,
    target: { atLeast: minMatches },
  };
});
const figures = [...growths, ...matches];
console.log(formatTable(figures));
if (!figures.every(isTargetMet)) process.exitCode = 1;
