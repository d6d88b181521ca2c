import { runLoad } from "../load/load.ts";
import { type Measurement, median } from "../report.ts";
import { createSeededDatabase, fewLinksToken, toShortCode } from "../seed.ts";
import { createSeededPostgres } from "../seedPostgres.ts";
import { type Server, startProgram } from "../servers.ts";

const few = 100_000;
/** Too small a cache to have an effect. */
const tinyCache = { LINK_CACHE_SIZE: "100" };
const restBody = JSON.stringify({ original_url: "https://example.com/" });

interface Round {
  warm: number;
  sqliteWarm: number;
  cold: number;
  manyCold: number;
  sqliteCold: number;
  creation: number;
  sqliteCreation: number;
}

/**
 * Compares PostgreSQL with SQLite, and with itself for a hundred times as many links. Its server
 * shares the two cores with the program and the load.
 */
export async function measurePostgres(
  many: number,
  rounds: number,
  seconds: number,
): Promise<Measurement[]> {
  const databases = {
    few: await createSeededPostgres(few),
    many: await createSeededPostgres(many),
  };
  const servers: Record<string, Server> = {};
  try {
    const start = async (name: string, databaseUrl: string, settings = {}) => {
      servers[name] = await startProgram(databaseUrl, settings);
      return servers[name];
    };
    const warm = await start("warm", databases.few.databaseUrl);
    const sqliteWarm = await start("sqliteWarm", await createSeededDatabase(few));
    const cold = await start("cold", databases.few.databaseUrl, tinyCache);
    const manyCold = await start("manyCold", databases.many.databaseUrl, tinyCache);
    const sqliteCold = await start("sqliteCold", await createSeededDatabase(few), tinyCache);
    const results: Round[] = [];
    // The first run starts the click threads and warms up the database. It does not count.
    for (let round = 0; round <= rounds; round++) {
      results.push({
        warm: await redirects(warm, seconds),
        sqliteWarm: await redirects(sqliteWarm, seconds),
        cold: await redirects(cold, seconds, few),
        manyCold: await redirects(manyCold, seconds, many),
        sqliteCold: await redirects(sqliteCold, seconds, few),
        creation: await creations(warm, seconds),
        sqliteCreation: await creations(sqliteWarm, seconds),
      });
    }
    const counted = results.slice(1);
    const ratio = (above: keyof Round, below: keyof Round) =>
      median(counted.map((round) => round[above] / round[below]));
    return [
      { what: "warm redirect, PostgreSQL / SQLite", value: ratio("warm", "sqliteWarm") },
      { what: "cold redirect, PostgreSQL / SQLite", value: ratio("cold", "sqliteCold") },
      {
        what: "cold redirects, PostgreSQL",
        value: median(counted.map((round) => round.cold)),
        unit: "1/s",
      },
      {
        what: `cold, PostgreSQL, at ${many} links / at ${few}`,
        value: ratio("manyCold", "cold"),
        target: { atLeast: 0.7 },
      },
      {
        what: "POST /api/v1/links, PostgreSQL / SQLite",
        value: ratio("creation", "sqliteCreation"),
      },
    ];
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.stop()));
    await Promise.all(Object.values(databases).map(({ drop }) => drop()));
  }
}

async function redirects({ url }: Server, seconds: number, links?: number): Promise<number> {
  const varied = links && { script: "uniform", environment: { LINKS: String(links) } };
  const { requestsPerSecond, rejections } = await runLoad({
    url: `${url}/${toShortCode(42)}`,
    seconds,
    ...varied,
  });
  if (rejections > 0) throw new Error(`${url} rejected ${rejections} times.`);
  return requestsPerSecond;
}

async function creations({ url }: Server, seconds: number): Promise<number> {
  const environment = { TOKEN: fewLinksToken, BODY: restBody };
  const { requestsPerSecond, rejections } = await runLoad({
    url: `${url}/api/v1/links`,
    seconds,
    connections: 16,
    script: "post",
    environment,
  });
  if (rejections > 0) throw new Error(`${url} rejected ${rejections} times.`);
  return requestsPerSecond;
}
