import { formatLinkCursor, type LinkOrder } from "../../src/core/links/linkCursor.ts";
import { type Measurement, median } from "../report.ts";
import { createSeededDatabase, fewLinksToken, manyLinksToken } from "../seed.ts";
import { type Server, startProgram } from "../servers.ts";

const deepPage = 5_000;
const byClicks: LinkOrder = { field: "CLICK_COUNT", direction: "DESC" };

interface List {
  filter?: { search?: string; status?: string };
  orderBy?: LinkOrder;
  after?: string;
}

/** Measures the lists of an owner of very many links, compared with an owner of 1,000. */
export async function measureLists(links: number, repetitions: number): Promise<Measurement[]> {
  const program = await startProgram(await createSeededDatabase(links));
  try {
    const page = Math.min(deepPage, Math.floor(links / 20));
    const cursor = await cursorAt(program, (page - 1) * 20);
    const few = (list: List) => () => connection(program, fewLinksToken, list);
    const many = (list: List) => () => connection(program, manyLinksToken, list);
    const lastOfMany = `articles/${links - 7}?`;
    const lastOfFew = `articles/${links + 7}?`;
    const requests = {
      few: () => rest(program, fewLinksToken, 1),
      many: () => rest(program, manyLinksToken, 1),
      deep: () => rest(program, manyLinksToken, page),
      connection: few({}),
      deepConnection: many({ after: cursor }),
      clicks: few({ orderBy: byClicks }),
      deepClicks: many({
        orderBy: byClicks,
        after: formatLinkCursor(byClicks, { id: Math.floor(links / 2), key: 0 }),
      }),
      common: few({ filter: { search: "ref=seed" } }),
      manyCommon: many({ filter: { search: "ref=seed" } }),
      rare: few({ filter: { search: lastOfFew } }),
      manyRare: many({ filter: { search: lastOfMany } }),
      foreign: few({ filter: { search: lastOfMany } }),
      manyNone: many({ filter: { status: "EXPIRED" } }),
      manyClicks: many({ filter: { search: "ref=seed" }, orderBy: byClicks }),
    };
    const names = Object.keys(requests) as (keyof typeof requests)[];
    const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
      keyof typeof requests,
      number[]
    >;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const name of names) {
        const start = performance.now();
        await requests[name]();
        times[name].push(performance.now() - start);
      }
    }
    const ratio = (above: keyof typeof requests, below: keyof typeof requests) =>
      median(times[above]) / median(times[below]);
    return [
      { what: "first page of 1,000 links", value: median(times.few), unit: "ms" },
      {
        what: `first page, ${links} links / 1,000`,
        value: ratio("many", "few"),
        target: { atMost: 1.3 },
      },
      { what: `page ${page} / first page`, value: ratio("deep", "few"), target: { atMost: 3 } },
      {
        what: "the same page by cursor / first page",
        value: ratio("deepConnection", "connection"),
        target: { atMost: 1.3 },
      },
      {
        what: "middle page by clicks / first page of 1,000 links",
        value: ratio("deepClicks", "clicks"),
        target: { atMost: 1.3 },
      },
      {
        what: `search that matches all, ${links} links / 1,000`,
        value: ratio("manyCommon", "common"),
        target: { atMost: 1.5 },
      },
      {
        what: `search that matches one, ${links} links / 1,000`,
        value: ratio("manyRare", "rare"),
        target: { atMost: 1.5 },
      },
      {
        what: `search that matches one of another user's ${links} / one of the user's own`,
        value: ratio("foreign", "rare"),
        target: { atMost: 1.5 },
      },
      {
        what: `status that matches none of ${links}`,
        value: median(times.manyNone),
        unit: "ms",
      },
      {
        what: "the newest 10,000 matches by clicks",
        value: median(times.manyClicks),
        unit: "ms",
      },
    ];
  } finally {
    await program.stop();
  }
}

async function rest(program: Server, token: string, page: number): Promise<void> {
  await answer(`${program.url}/api/v1/links?page=${page}`, token);
}

async function connection(program: Server, token: string, list: List): Promise<void> {
  const query = `query ($filter: LinkFilter, $orderBy: LinkOrder, $after: String) { viewer {
    links(first: 20, filter: $filter, orderBy: $orderBy, after: $after) {
      nodes { shortUrl originalUrl clickCount } pageInfo { endCursor } } } }`;
  await answer(`${program.url}/graphql`, token, JSON.stringify({ query, variables: list }));
}

/** Returns the cursor after this many links, found by page number. */
async function cursorAt(program: Server, offset: number): Promise<string> {
  const query = `query ($page: Int!) { viewer { linkPage(page: $page, perPage: 1) { links { databaseId } } } }`;
  const body = JSON.stringify({ query, variables: { page: offset } });
  const { data } = await answer(`${program.url}/graphql`, manyLinksToken, body);
  const id = data.viewer.linkPage.links[0].databaseId;
  return formatLinkCursor({ field: "CREATED_AT", direction: "DESC" }, { id, key: null });
}

// biome-ignore lint/suspicious/noExplicitAny: reading the few members in use checks them.
async function answer(url: string, token: string, body?: string): Promise<any> {
  const response = await fetch(url, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body && { body }),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  const result = await response.json();
  if (result.errors) throw new Error(`${url} answered ${JSON.stringify(result.errors)}.`);
  return result;
}
