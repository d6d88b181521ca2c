import { abortBody, trickleBody } from "./slowBody.ts";

/** Requests of one kind. */
export interface Scenario {
  name: string;
  perSecond: number;
  /** The expected outcome, usually a status. */
  expected: string;
  send: () => Promise<string>;
}

const credentials = { email: "soak@example.com", password: "correct horse battery staple" };
const linkPassword = "sesame";
const linksToVisit = 200;
const link = { original_url: "https://example.com/" };
const query = "{ viewer { links(first: 5) { nodes { shortCode } pageInfo { hasNextPage } } } }";
const streamMilliseconds = 3_000;

/** Creates an account with some links and returns requests of all kinds. */
export async function createScenarios(url: string): Promise<Scenario[]> {
  await post(url, "/api/v1/auth/register", credentials);
  const { token } = await (await post(url, "/api/v1/auth/login", credentials)).json();
  const bearer = { authorization: `Bearer ${token}` };
  const create = async (more: object = {}): Promise<string> =>
    (await (await post(url, "/api/v1/links", { ...link, ...more }, bearer)).json()).short_code;
  const codes: string[] = [];
  for (let made = 0; made < linksToVisit; made++) codes.push(await create());
  const shut = await create({ password: linkPassword });

  const visit = (path: string) =>
    fetch(`${url}/${path}`, { redirect: "manual", headers: { ...visitor, ...from() } });
  const unlock = (password: string) =>
    fetch(`${url}/${shut}`, {
      method: "POST",
      redirect: "manual",
      headers: { ...visitor, ...from() },
      body: new URLSearchParams({ password }),
    });
  const kind = (name: string, perSecond: number, expected: string, ask: () => Promise<Response>) =>
    asked(name, perSecond, expected, async () => outcomeOf(await ask()));

  return [
    kind("visits", 300, "302", () => visit(codes[random(codes.length)] as string)),
    kind("unknown codes", 30, "404", () => visit(`n0such${random(1e6)}`)),
    kind("correct passwords of a link", 3, "303", () => unlock(linkPassword)),
    kind("wrong passwords of a link", 3, "401", () => unlock("a guess")),
    kind("lists", 10, "200", () => fetch(`${url}/api/v1/links`, { headers: bearer })),
    kind("queries", 10, "200", () => post(url, "/graphql", { query }, bearer)),
    kind("new links", 2, "201", () => post(url, "/api/v1/links", link, bearer)),
    kind("correct logins", 1, "200", () => post(url, "/api/v1/auth/login", credentials)),
    kind("wrong logins", 1, "401", () =>
      post(url, "/api/v1/auth/login", { ...credentials, password: "wrong" }),
    ),
    kind("malformed links", 5, "422", () =>
      post(url, "/api/v1/links", { original_url: 5 }, bearer),
    ),
    kind("endless queries", 5, "400", () =>
      post(url, "/graphql", { query: `{${"a{".repeat(500)}` }),
    ),
    kind("odd paths", 5, "404", () =>
      fetch(`${url}/api/odd/${Math.random()}`, { headers: { authorization: "odd", ...from() } }),
    ),
    asked("streams", 2, "200 text/event-stream", () => watchForAWhile(url, bearer)),
    asked("aborted bodies", 2, "hung up", () => abortBody(url, bearer)),
    asked("slow bodies", 1, "201", () => trickleBody(url, bearer, "to its end")),
    asked("bodies that are too slow", 1, "408", () => trickleBody(url, bearer, "for ever")),
  ];
}

const visitor = { "user-agent": "Mozilla/5.0 Firefox/140.0", referer: "https://news.example/" };
const random = (below: number) => Math.floor(Math.random() * below);
/** Returns the header of one of 65,536 visitors behind the proxy. */
const from = () => ({ "x-forwarded-for": `198.18.${random(256)}.${random(256)}` });
const asked = (
  name: string,
  perSecond: number,
  expected: string,
  ask: () => Promise<string>,
): Scenario => ({ name, perSecond, expected, send: ask });

/** Returns the status, and whether a GraphQL response with status 200 contains errors. */
async function outcomeOf(response: Response): Promise<string> {
  const text = await response.text();
  return response.ok && text.startsWith(`{"errors"`)
    ? `${response.status} ${text}`
    : `${response.status}`;
}

/** Reads a stream of clicks for three seconds and disconnects. */
async function watchForAWhile(url: string, headers: Record<string, string>): Promise<string> {
  const stream = { ...headers, accept: "text/event-stream" };
  const ending = AbortSignal.timeout(streamMilliseconds);
  const body = { query: "subscription { linkClicked { clicks } }" };
  const response = await post(url, "/graphql", body, stream, ending);
  const ended = await response.text().catch(() => "");
  return `${response.status} ${response.headers.get("content-type")?.split(";")[0]}${ended}`;
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
    headers: { "content-type": "application/json", ...from(), ...headers },
    signal,
  });
}
