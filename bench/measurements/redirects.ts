import { setTimeout as delay } from "node:timers/promises";
import { runLoad } from "../load/load.ts";
import { type Measurement, median } from "../report.ts";
import { createSeededDatabase, toShortCode } from "../seed.ts";
import { type Server, startBaseline, startProgram } from "../servers.ts";

interface Round {
  raw: number;
  hono: number;
  warm: number;
  zipf: number;
  unknown: number;
  smallWarm: number;
  smallCold: number;
  cold: number;
}

/** Too small a cache to have an effect, for any size of the database. */
const tinyCache = { LINK_CACHE_SIZE: "100" };

/** The settings in docs/operations/systemd.md for a small machine. */
const smallMachine = {
  NODE_OPTIONS: "--max-old-space-size=160 --max-semi-space-size=4",
  MALLOC_ARENA_MAX: "2",
};

/** Measures redirects of all kinds, each round compared with the baselines of the same round. */
export async function measureRedirects(
  links: number,
  rounds: number,
  seconds: number,
): Promise<Measurement[]> {
  const small = 10_000;
  const servers = {
    raw: await startBaseline("nodeHttp"),
    hono: await startBaseline("bareHono"),
    program: await startProgram(await createSeededDatabase(links)),
    small: await startProgram(await createSeededDatabase(small)),
    cold: await startProgram(await createSeededDatabase(links), tinyCache),
    smallCold: await startProgram(await createSeededDatabase(small), tinyCache),
    frugal: await startProgram(await createSeededDatabase(links), smallMachine),
  };
  const code = `/${toShortCode(42)}`;
  const of = async (
    server: Server,
    path: string,
    script?: string,
    range = links,
    duration = seconds,
  ) => {
    const environment = { LINKS: String(range) };
    const url = server.url + path;
    const run = { url, seconds: duration, ...(script ? { script, environment } : {}) };
    const { requestsPerSecond, rejections } = await runLoad(run);
    if (rejections > 0 && script !== "unknown")
      throw new Error(`${url} rejected ${rejections} times.`);
    return requestsPerSecond;
  };
  try {
    // Each server is warm, with its click thread running, before the measurement.
    for (const server of [servers.small, servers.cold, servers.smallCold]) {
      await of(server, code, "uniform", small);
    }
    // Requests each code once, however long that takes, so that memory is measured with a full cache.
    for (const server of [servers.program, servers.frugal]) {
      await of(server, code, "sequence", links, 3 * seconds);
    }
    const results: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      results.push({
        raw: await of(servers.raw, code),
        hono: await of(servers.hono, code),
        warm: await of(servers.program, code),
        zipf: await of(servers.program, code, "zipf"),
        unknown: await of(servers.program, code, "unknown"),
        cold: await of(servers.cold, code, "uniform"),
        smallWarm: await of(servers.small, code),
        smallCold: await of(servers.smallCold, code, "uniform", small),
      });
      await requireAllRecorded(servers.program);
    }
    const ratio = (above: keyof Round, below: keyof Round) =>
      median(results.map((round) => round[above] / round[below]));
    return [
      {
        what: "node:http returning 302",
        value: median(results.map(({ raw }) => raw)),
        unit: "1/s",
      },
      { what: "warm redirect / node:http", value: ratio("warm", "raw"), target: { atLeast: 0.8 } },
      {
        what: "warm redirect / bare Hono",
        value: ratio("warm", "hono"),
        target: { atLeast: 0.93 },
      },
      { what: "bare Hono / node:http", value: ratio("hono", "raw") },
      { what: "50,000 codes, Zipf-like / node:http", value: ratio("zipf", "raw") },
      { what: "unknown codes / node:http", value: ratio("unknown", "raw") },
      { what: "cold redirect / node:http", value: ratio("cold", "raw"), target: { atLeast: 0.2 } },
      {
        what: `warm at ${links} links / at ${small}`,
        value: ratio("warm", "smallWarm"),
        target: { atLeast: 0.95 },
      },
      {
        what: `cold at ${links} links / at ${small}`,
        value: ratio("cold", "smallCold"),
        target: { atLeast: 0.7 },
      },
      {
        what: `memory with ${links} links and a full cache`,
        value: servers.program.memory(),
        target: { atMost: 300 },
        unit: "MB",
      },
      {
        what: "the same with the settings for a small machine",
        value: servers.frugal.memory(),
        target: { atMost: 300 },
        unit: "MB",
      },
    ];
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.stop()));
  }
}

/** Waits until every redirect is recorded as a click with all its details. */
async function requireAllRecorded({ url }: Server): Promise<void> {
  for (;;) {
    const text = await (await fetch(`${url}/metrics`)).text();
    const figure = (name: string) => Number(new RegExp(`^${name} (\\d+)`, "m").exec(text)?.[1]);
    if (figure("lnk7_clicks_aggregated_total") > 0) {
      throw new Error("Clicks lost their details: they came faster than they could be written.");
    }
    const answered = figure('lnk7_redirects_total{outcome="active"}');
    if (figure("lnk7_clicks_written_total") === answered) return;
    await delay(100);
  }
}
