import { setTimeout as delay } from "node:timers/promises";

export interface Prepared {
  token: string;
  codes: string[];
}

const credentials = { email: "soak@example.com", password: "correct horse battery staple" };
const linksToVisit = 200;

/** An account with some links. */
export async function prepare(url: string): Promise<Prepared> {
  await post(url, "/api/v1/auth/register", credentials);
  const { token } = await (await post(url, "/api/v1/auth/login", credentials)).json();
  const codes: string[] = [];
  for (let link = 0; link < linksToVisit; link++) codes.push((await create(url, token)).short_code);
  return { token, codes };
}

/** Sends requests of all kinds, each at its rate, until stopped. Answers then how many it was. */
export function startTraffic(url: string, { token, codes }: Prepared) {
  const ending = new AbortController();
  const bearer = { authorization: `Bearer ${token}` };
  let sent = 0;
  const code = () => codes[Math.floor(Math.random() * codes.length)];
  const visit = (path: string) =>
    fetch(`${url}/${path}`, {
      redirect: "manual",
      headers: { "user-agent": "Mozilla/5.0 Firefox/140.0", referer: "https://news.example/" },
    });
  const kinds: [perSecond: number, ask: () => Promise<Response>][] = [
    [300, () => visit(String(code()))],
    [30, () => visit(`n0such${Math.floor(Math.random() * 1e6)}`)],
    [10, () => fetch(`${url}/api/v1/links`, { headers: bearer })],
    [10, () => post(url, "/graphql", { query: "{ viewer { links { totalCount } } }" }, bearer)],
    [2, () => post(url, "/api/v1/links", { original_url: "https://example.com/" }, bearer)],
    [1, () => post(url, "/api/v1/auth/login", { ...credentials, password: "wrong" })],
    [5, () => post(url, "/api/v1/links", { original_url: 5 }, bearer)],
    [5, () => post(url, "/graphql", { query: `{${"a{".repeat(500)}` })],
    [5, () => fetch(`${url}/api/odd/${Math.random()}`, { headers: { authorization: "odd" } })],
    [2, () => watchForAWhile(url, bearer)],
  ];
  const senders = kinds.map(async ([perSecond, ask]) => {
    const waiting = new Set<Promise<unknown>>();
    const start = performance.now();
    for (let number = 1; !ending.signal.aborted; number++) {
      const asked = ask()
        .then((response) => response.arrayBuffer())
        .catch(() => {})
        .finally(() => waiting.delete(asked));
      waiting.add(asked);
      sent++;
      const early = start + (number * 1_000) / perSecond - performance.now();
      if (early > 1) await delay(early);
      if (waiting.size > perSecond) await Promise.race(waiting);
    }
    await Promise.all(waiting);
  });
  return {
    stop: async (): Promise<number> => {
      ending.abort();
      await Promise.all(senders);
      return sent;
    },
  };
}

/** Reads a stream of clicks for three seconds and hangs up. */
function watchForAWhile(url: string, headers: Record<string, string>): Promise<Response> {
  const query = "subscription { linkClicked { clicks } }";
  const stream = { ...headers, accept: "text/event-stream" };
  return post(url, "/graphql", { query }, stream, AbortSignal.timeout(3_000));
}

async function create(url: string, token: string): Promise<{ short_code: string }> {
  const link = { original_url: "https://example.com/" };
  return (await post(url, "/api/v1/links", link, { authorization: `Bearer ${token}` })).json();
}

function post(
  url: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  signal: AbortSignal | null = null,
): Promise<Response> {
  return fetch(url + path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
    signal,
  });
}
