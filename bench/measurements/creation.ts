import { execFileSync } from "node:child_process";
import { pinToCore, runLoad } from "../load/load.ts";
import { type Measurement, median } from "../report.ts";
import { createSeededDatabase, fewLinksToken } from "../seed.ts";
import { startProgram } from "../servers.ts";

const restBody = JSON.stringify({ original_url: "https://example.com/" });
const graphqlBody = JSON.stringify({
  query: `mutation { createLink(input: { originalUrl: "https://example.com/" }) {
    ... on CreateLinkPayload { link { shortUrl } } } }`,
});

/** Measures the creation of links through both APIs, compared with the underlying insert. */
export async function measureCreation(rounds: number, seconds: number): Promise<Measurement[]> {
  const databaseUrl = await createSeededDatabase(10_000);
  const results: { bare: number; rest: number; graphql: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const baseline = ["node", "--import", "tsx", "bench/baselines/prismaInsert.ts"];
    const bare = Number(
      execFileSync(...pinToCore(0, [...baseline, databaseUrl, String(seconds)]), {
        encoding: "utf8",
      }),
    );
    const program = await startProgram(databaseUrl);
    const post = async (path: string, BODY: string) => {
      const environment = { TOKEN: fewLinksToken, BODY };
      const run = {
        url: program.url + path,
        seconds,
        connections: 16,
        script: "post",
        environment,
      };
      await runLoad({ ...run, seconds: 1 });
      const { requestsPerSecond, rejections } = await runLoad(run);
      if (rejections > 0) throw new Error(`${rejections} creations were rejected at ${path}.`);
      return requestsPerSecond;
    };
    try {
      const rest = await post("/api/v1/links", restBody);
      results.push({ bare, rest, graphql: await post("/graphql", graphqlBody) });
    } finally {
      await program.stop();
    }
  }
  return [
    { what: "bare Prisma insert", value: median(results.map(({ bare }) => bare)), unit: "1/s" },
    {
      what: "POST /api/v1/links / bare Prisma insert",
      value: median(results.map(({ rest, bare }) => rest / bare)),
      target: { atLeast: 0.4 },
    },
    {
      what: "createLink by GraphQL / bare Prisma insert",
      value: median(results.map(({ graphql, bare }) => graphql / bare)),
    },
  ];
}
