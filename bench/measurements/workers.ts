import { availableParallelism } from "node:os";
import { runLoad } from "../load/load.ts";
import { type Measurement, median } from "../report.ts";
import { createSeededDatabase, toShortCode } from "../seed.ts";
import { type Server, startProgram } from "../servers.ts";

const links = 10_000;
/** The load needs one core, and each of two workers needs another. */
const coresNeeded = 3;

interface Round {
  one: number;
  two: number;
  oneFresh: number;
  twoFresh: number;
}

/**
 * Compares warm redirects of two workers with those of one process. Nothing is bound to a core, and
 * the load occupies one. With only two cores the ratio has no target.
 */
export async function measureWorkers(rounds: number, seconds: number): Promise<Measurement[]> {
  const database = await createSeededDatabase(links);
  const servers = {
    one: await startProgram(database, { WORKERS: "1" }, "any"),
    two: await startProgram(database, { WORKERS: "2" }, "any"),
  };
  const redirects = async ({ url }: Server, headers: Record<string, string> = {}) =>
    (await runLoad({ url: `${url}/${toShortCode(42)}`, seconds, headers, core: "any" }))
      .requestsPerSecond;
  const fresh = { Connection: "close" };
  try {
    for (const server of Object.values(servers)) await redirects(server);
    const results: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      results.push({
        one: await redirects(servers.one),
        two: await redirects(servers.two),
        oneFresh: await redirects(servers.one, fresh),
        twoFresh: await redirects(servers.two, fresh),
      });
    }
    const ratio = (above: keyof Round, below: keyof Round) =>
      median(results.map((round) => round[above] / round[below]));
    const cores = availableParallelism();
    const enough = cores >= coresNeeded;
    return [
      {
        what: "redirects of one process",
        value: median(results.map(({ one }) => one)),
        unit: "1/s",
      },
      {
        what: `two workers / one process, on ${cores} cores, one of them used by the load`,
        value: ratio("two", "one"),
        ...(enough && { target: { atLeast: 1.7 } }),
      },
      { what: "the same with one connection per request", value: ratio("twoFresh", "oneFresh") },
    ];
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.stop()));
  }
}
