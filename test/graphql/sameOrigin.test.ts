import { expect, test } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { requestAt } from "../support/requestAt.ts";
import { createWorld, password, type World } from "../support/world.ts";

const startSession = `mutation ($input: StartSessionInput!) {
  startSession(input: $input) { __typename }
}`;
const logout = "mutation { logout { ... on LogoutPayload { endedSessionId } } }";
const input = { email: "alice@example.com", password };
const viewer = "{ viewer { email } }";
const signedIn = { data: { viewer: { email: "alice@example.com" } } };
const foreign: Record<string, string>[] = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "cross-site", origin: "http://lnk7.test" },
];
const rejected = {
  errors: [
    {
      message: "Cross-site requests with a session cookie are not allowed. Use an API token.",
      extensions: { code: "FORBIDDEN" },
    },
  ],
};

test.each(foreign)(
  "rejects a mutation with the session cookie from a foreign page: %o",
  async (headers) => {
    const here = await createWorld();
    await here.signUp("alice");
    const desk = await signInBrowser(here, "alice");

    const answer = await desk.graphql(logout, {}, headers);

    expect([answer.status, answer.body]).toEqual([403, rejected]);
    expect((await desk.graphql(viewer)).body).toEqual(signedIn);
  },
);

test.each(foreign)("rejects a sign-in from a foreign page: %o", async (headers) => {
  const { anonymous, signUp } = await createWorld();
  await signUp("alice");

  const answer = await anonymous.graphql(startSession, { input }, headers);

  expect(answer.body.errors.map((error: { message: string }) => error.message)).toEqual(
    rejected.errors.map(({ message }) => message),
  );
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test.each<Record<string, string>>([
  { origin: "http://lnk7.test" },
  { "sec-fetch-site": "same-origin" },
])("accepts a mutation with the session cookie from the service's pages: %o", async (headers) => {
  const here = await createWorld();
  await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");

  const { body } = await desk.graphql(logout, {}, headers);

  expect(body.data.logout.endedSessionId).toEqual(expect.any(String));
});

/** Runs an operation as from a page on a given host. */
async function runsAt(here: World, query: string, headers: Record<string, string>) {
  const answer = await requestAt(here.url, "/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, variables: query === startSession ? { input } : {} }),
  });
  return { body: JSON.parse(answer.text), cookies: answer.headers["set-cookie"] ?? [] };
}
const signingIn = (here: World, headers: Record<string, string>) =>
  runsAt(here, startSession, headers);
const loggedHosts = ({ log }: World) =>
  log.filter(({ msg }) => String(msg).startsWith("A sign-in was rejected")).map(({ host }) => host);

test.each([
  ["192.0.2.2:3000", "http://192.0.2.2:3000"],
  ["192.0.2.2", "http://192.0.2.2"],
  ["192.0.2.2:80", "http://192.0.2.2"],
  ["127.0.0.2:3000", "http://127.0.0.2:3000"],
  ["localhost:3000", "http://localhost:3000"],
  ["LOCALHOST:3000", "http://localhost:3000"],
  ["[2001:db8::1]:3000", "http://[2001:db8::1]:3000"],
  ["[::1]", "http://[::1]"],
])("pages at %s can sign in when BASE_URL is http and names another host", async (host, origin) => {
  const here = await createWorld();
  await here.signUp("alice");

  const { body, cookies } = await signingIn(here, { host, origin });

  expect(body).toEqual({ data: { startSession: { __typename: "StartSessionPayload" } } });
  const [cookie = ""] = cookies[0]?.split(";") ?? [];
  const ended = await runsAt(here, logout, { host, origin, cookie });
  expect(ended.body.data.logout.endedSessionId).toEqual(expect.any(String));
  expect(loggedHosts(here)).toEqual([]);
});

test.each([
  [
    "a name may be rebound",
    "rebound.example:3000",
    "http://rebound.example:3000",
    "http://lnk7.test",
  ],
  [
    "a name may end like an address",
    "1.2.3.4.example",
    "http://1.2.3.4.example",
    "http://lnk7.test",
  ],
  ["a name may end in localhost", "my.localhost", "http://my.localhost", "http://lnk7.test"],
  ["the cookie is for https only", "192.0.2.2:3000", "http://192.0.2.2:3000", "https://lnk7.test"],
  ["the page is under https", "192.0.2.2", "https://192.0.2.2", "http://lnk7.test"],
])("%s: a page at %s and the log explain which setting must name this host", async (...given) => {
  const [, host, origin, BASE_URL] = given;
  const here = await createWorld({ BASE_URL });
  await here.signUp("alice");

  const { body, cookies } = await signingIn(here, { host, origin });
  await signingIn(here, { host, origin });

  expect(body.errors).toEqual([
    {
      message: `Sign-in is not available at ${host}. Use ${BASE_URL}, or ask the operator to add this host to BASE_URL or OTHER_HOSTS.`,
      extensions: { code: "FORBIDDEN" },
      locations: expect.anything(),
      path: ["startSession"],
    },
  ]);
  expect(cookies).toEqual([]);
  expect(loggedHosts(here)).toEqual([host]);
});

test.each<Record<string, string>>([
  { host: "192.0.2.2:3000", origin: "http://192.0.2.2:4000" },
  { host: "192.0.2.2:3000", origin: "http://192.0.2.3:3000" },
  { host: "192.0.2.2:3000", origin: "http://evil.example" },
  { host: "192.0.2.2:3000", origin: "null" },
  { host: "192.0.2.2:3000", origin: "http://192.0.2.2:3000", "sec-fetch-site": "cross-site" },
  { host: "192.0.2.2:3000", origin: "http://192.0.2.2:3000@evil.example" },
  { host: "localhost:3000", origin: "http://127.0.0.1:3000" },
])("rejects a foreign page at an IP address like one at a host name: %o", async (headers) => {
  const here = await createWorld();
  await here.signUp("alice");

  const { body } = await signingIn(here, headers);

  expect(body.errors[0].message).toBe(
    "Cross-site requests with a session cookie are not allowed. Use an API token.",
  );
  expect(loggedHosts(here)).toEqual([]);
});
