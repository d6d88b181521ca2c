/**
 * Half an hour's requests in three minutes, of all kinds: does memory, the number of open files or
 * the delay of the event loop grow? Ends with code 1 where the last third differs from the second.
 */
import { mkdirSync, rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { type Figure, median, reached, table } from "../figures.ts";
import { startProgram } from "../servers.ts";
import { type Sample, sample } from "./sample.ts";
import { type Prepared, prepare, startTraffic } from "./traffic.ts";

const seconds = Number(process.argv[2] ?? 180);
const largestGrowth = 1.1;

const folder = "bench/results/soak";
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const server = await startProgram(`file:${folder}/lnk7.db`, {
  RATE_LIMIT: "off",
  BCRYPT_COST: "4",
});
const samples: Sample[] = [];
try {
  const prepared: Prepared = await prepare(server.url);
  const traffic = startTraffic(server.url, prepared);
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    await delay(1_000);
    samples.push(await sample(server));
  }
  console.log(`${await traffic.stop()} requests in ${seconds} seconds`);
} finally {
  await server.stop();
}

const third = Math.floor(samples.length / 3);
const of = (part: 1 | 2, what: keyof Sample) =>
  median(samples.slice(part * third, (part + 1) * third).map((taken) => taken[what]));
const names: Record<keyof Sample, string> = {
  residentMegabytes: "resident memory, MB",
  openFiles: "open files",
  loopDelayMilliseconds: "event-loop delay, ms",
};
const figures = (Object.keys(names) as (keyof Sample)[]).flatMap((what): Figure[] => [
  { what: `${names[what]}: second third`, value: of(1, what) },
  { what: `${names[what]}: last third`, value: of(2, what) },
  {
    what: `${names[what]}: last / second`,
    value: of(2, what) / of(1, what),
    target: { atMost: largestGrowth },
  },
]);
console.log(table(figures));
if (!figures.every(reached)) process.exitCode = 1;
