import { type Figure, median } from "../figures.ts";
import { fewLinksToken, manyLinksToken, seededDatabase } from "../seed.ts";
import { type Server, startProgram } from "../servers.ts";

const deepPage = 5_000;

/** How long lists of an owner of very many links take, beside those of an owner of 1,000. */
export async function measureLists(links: number, repetitions: number): Promise<Figure[]> {
  const program = await startProgram(await seededDatabase(links));
  try {
    const page = Math.min(deepPage, Math.floor(links / 20));
    const cursor = await cursorAt(program, (page - 1) * 20);
    const requests = {
      few: () => rest(program, fewLinksToken, 1),
      many: () => rest(program, manyLinksToken, 1),
      deep: () => rest(program, manyLinksToken, page),
      connection: () => connection(program, fewLinksToken, null),
      deepConnection: () => connection(program, manyLinksToken, cursor),
    };
    const times: Record<keyof typeof requests, number[]> = {
      few: [],
      many: [],
      deep: [],
      connection: [],
      deepConnection: [],
    };
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const name of Object.keys(times) as (keyof typeof requests)[]) {
        const start = performance.now();
        await requests[name]();
        times[name].push(performance.now() - start);
      }
    }
    const ratio = (above: keyof typeof requests, below: keyof typeof requests) =>
      median(times[above]) / median(times[below]);
    return [
      { what: "first page, one's 1,000 links", value: median(times.few), unit: "ms" },
      {
        what: `first page, ${links} links / 1,000`,
        value: ratio("many", "few"),
        target: { atMost: 1.3 },
      },
      { what: `page ${page} / first page`, value: ratio("deep", "few"), target: { atMost: 3 } },
      {
        what: "connection by cursor there / first page",
        value: ratio("deepConnection", "connection"),
        target: { atMost: 1.3 },
      },
    ];
  } finally {
    await program.stop();
  }
}

async function rest(program: Server, token: string, page: number): Promise<void> {
  await answer(`${program.url}/api/v1/links?page=${page}`, token);
}

async function connection(program: Server, token: string, after: string | null): Promise<string> {
  const query = `query ($after: String) { viewer { links(first: 20, after: $after) {
    nodes { shortUrl originalUrl clickCount } pageInfo { endCursor } } } }`;
  const body = JSON.stringify({ query, variables: { after } });
  const { data } = await answer(`${program.url}/graphql`, token, body);
  return data.viewer.links.pageInfo.endCursor;
}

/** The cursor behind so many links: asked for by page number, then taken from the connection. */
async function cursorAt(program: Server, offset: number): Promise<string> {
  const query = `query ($page: Int!) { viewer { linkPage(page: $page, perPage: 1) { links { databaseId } } } }`;
  const body = JSON.stringify({ query, variables: { page: offset } });
  const { data } = await answer(`${program.url}/graphql`, manyLinksToken, body);
  const id = data.viewer.linkPage.links[0].databaseId;
  return Buffer.from(`GPC:N:${id}`).toString("base64");
}

// biome-ignore lint/suspicious/noExplicitAny: the few members that are read are checked by reading them.
async function answer(url: string, token: string, body?: string): Promise<any> {
  const response = await fetch(url, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body && { body }),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response.json();
}
