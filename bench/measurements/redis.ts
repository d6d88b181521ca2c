import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { runLoad } from "../load/load.ts";
import { type Measurement, median } from "../report.ts";
import { createSeededDatabase, fewLinks, fewLinksToken, toShortCode } from "../seed.ts";
import { type Server, startProgram } from "../servers.ts";

const links = 10_000;
const url = process.env.TEST_REDIS_URL ?? "redis://127.0.0.1:6379";

/** Measures the cost and the speed of sharing through Redis. */
export async function measureRedis(
  rounds: number,
  seconds: number,
  edits: number,
): Promise<Measurement[]> {
  const databaseUrl = await createSeededDatabase(links);
  const prefix = `lnk7-bench-${randomUUID()}:`;
  const sharing = { REDIS_URL: url, REDIS_PREFIX: prefix };
  const redis = new Redis(url);
  const alone = await startProgram(databaseUrl);
  const first = await startProgram(databaseUrl, sharing);
  try {
    const ratios: number[] = [];
    const sustained: Sustained[] = [];
    for (const server of [alone, first]) await warm(server, 1);
    for (let round = 0; round < rounds; round++) {
      const off = await warm(alone, seconds);
      const on = await watched(first, seconds, () => redis.xlen(`${prefix}clicks`));
      ratios.push(on.requestsPerSecond / off);
      sustained.push(on);
    }
    const second = await startProgram(databaseUrl, sharing);
    const spread = await spreadOfEdits(first, second, edits).finally(() => second.stop());
    return [
      {
        what: "warm redirect, Redis on / off",
        value: median(ratios),
        target: { atLeast: 0.85 },
      },
      {
        what: "clicks written through Redis to the database",
        value: median(sustained.map(({ requestsPerSecond }) => requestsPerSecond)),
        unit: "1/s",
      },
      {
        what: "longest wait of clicks under that load, in seconds",
        value: Math.max(...sustained.map(({ secondsBehind }) => secondsBehind)),
        target: { atMost: 2 },
      },
      { what: "edit delay at another process, p50", value: quantile(spread, 0.5), unit: "ms" },
      {
        what: "edit delay at another process, p99",
        value: quantile(spread, 0.99),
        unit: "ms",
        target: { atMost: 1_000 },
      },
    ];
  } finally {
    await Promise.all([alone.stop(), first.stop()]);
    const keys = await redis.keys(`${prefix}*`);
    if (keys.length > 0) await redis.del(keys);
    redis.disconnect();
  }
}

async function warm(server: Server, seconds: number): Promise<number> {
  return (await runLoad({ url: `${server.url}/${toShortCode(42)}`, seconds })).requestsPerSecond;
}

interface Sustained {
  requestsPerSecond: number;
  /** The maximum delay in seconds between a visit and its click in the database. */
  secondsBehind: number;
}

/** Loads the server and observes the delay of its clicks meanwhile. */
async function watched(
  server: Server,
  seconds: number,
  batchesWaiting: () => Promise<number>,
): Promise<Sustained> {
  let over = false;
  let secondsBehind = 0;
  const looking = (async () => {
    while (!over) {
      const text = await (await fetch(`${server.url}/metrics`)).text();
      const oldest = Number(/^lnk7_oldest_click_waiting_seconds (\S+)$/m.exec(text)?.[1]);
      // The recorder emits a batch every fifth of a second.
      secondsBehind = Math.max(secondsBehind, oldest + (await batchesWaiting()) / 5);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  const requestsPerSecond = await warm(server, seconds);
  over = true;
  await looking;
  return { requestsPerSecond, secondsBehind };
}

/**
 * Returns the milliseconds from the response to an edit until another process uses the new
 * destination.
 */
async function spreadOfEdits(here: Server, there: Server, edits: number): Promise<number[]> {
  const spread: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    const number = links + (edit % fewLinks);
    const visit = async () =>
      (await fetch(`${there.url}/${toShortCode(number)}`, { redirect: "manual" })).headers.get(
        "location",
      );
    await visit();
    const destination = `https://example.com/edits/${randomUUID()}`;
    const answer = await fetch(`${here.url}/api/v1/links/${number + 1}`, {
      method: "PUT",
      headers: { Authorization: `Bearer ${fewLinksToken}`, "Content-Type": "application/json" },
      body: JSON.stringify({ original_url: destination }),
    });
    if (answer.status !== 200) throw new Error(`An edit was rejected: ${await answer.text()}`);
    const edited = performance.now();
    while ((await visit()) !== destination);
    spread.push(performance.now() - edited);
  }
  return spread;
}

function quantile(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
