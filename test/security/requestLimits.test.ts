import { expect, test } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { createClient } from "../support/client.ts";
import { setClock } from "../support/fakeClock.ts";
import { createRateLimitedWorld } from "../support/rateLimitedWorld.ts";
import { createApiToken } from "../support/twoUsers.ts";

const viewer = "{ viewer { email } }";
const start = "2030-01-01T12:00:00.000Z";
const later = "2030-01-01T12:00:18.500Z";
const afterAMinute = "2030-01-01T12:01:00.000Z";
const message = "Too many requests. Try again in 42 seconds.";

const limitOf = ({ headers }: { headers: Headers }) =>
  ["ratelimit-policy", "ratelimit", "retry-after"].map((name) => headers.get(name));

test("a token has one limit for both interfaces, reported in every response and renewed in time", async () => {
  setClock(start);
  const { signUp } = await createRateLimitedWorld({ LIMIT_REQUEST_PER_ACCOUNT: "3/1m" });
  const alice = await signUp("alice");
  const policy = '"default";q=3;w=60';

  const used = [
    await alice.get("/api/v1/links"),
    await alice.graphql(viewer),
    await alice.get("/api/v1/nothing"),
  ];
  setClock(later);
  const rest = await alice.get("/api/v1/links");
  const problem = await alice.get("/api/v1/links", { accept: "application/problem+json" });
  const graphql = await alice.graphql(viewer);

  expect(used.map((answer) => [answer.status, ...limitOf(answer)])).toEqual([
    [200, policy, '"default";r=2;t=60', null],
    [200, policy, '"default";r=1;t=60', null],
    [404, policy, '"default";r=0;t=60', null],
  ]);
  const rejected = [429, policy, '"default";r=0;t=42', "42"];
  expect([rest, problem, graphql].map((answer) => [answer.status, ...limitOf(answer)])).toEqual([
    rejected,
    rejected,
    rejected,
  ]);
  expect([rest.body, problem.body, graphql.body]).toEqual([
    { detail: message },
    {
      type: "about:blank",
      title: "Too Many Requests",
      status: 429,
      detail: message,
      code: "RATE_LIMITED",
      instance: "/api/v1/links",
    },
    { errors: [{ message, extensions: { code: "RATE_LIMITED", retryAfterSeconds: 42 } }] },
  ]);

  setClock(afterAMinute);
  expect(limitOf(await alice.get("/api/v1/links"))).toEqual([policy, '"default";r=2;t=60', null]);
  expect((await alice.graphql(viewer)).status).toBe(200);
});

test("all tokens and sessions of an account share one limit, separate from other accounts and IP addresses", async () => {
  const here = await createRateLimitedWorld({
    LIMIT_REQUEST_PER_ACCOUNT: "5/1m",
    LIMIT_REQUEST_PER_ADDRESS: "20/1m",
  });
  const [alice, bob] = [await here.signUp("alice"), await here.signUp("bob")];
  const script = createClient(here.url, (await createApiToken(alice, ["LINKS_READ"])).secret);
  const [desk, phone] = [await signInBrowser(here, "alice"), await signInBrowser(here, "alice")];
  const clients = [alice, script, desk, phone];

  const answers = [];
  for (const client of [...clients, ...clients]) answers.push(await client.graphql(viewer));

  const statuses = answers.map(({ status }) => status);
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429, 429, 429]);
  expect((await script.get("/api/v1/links")).status).toBe(429);
  expect((await bob.graphql(viewer)).status).toBe(200);
  expect((await here.anonymous.graphql(viewer)).status).toBe(200);
});

test("the limit of an IP address is renewed in time in both interfaces", async () => {
  setClock(start);
  const { clientAt } = await createRateLimitedWorld({ LIMIT_REQUEST_PER_ADDRESS: "2/1m" });
  const client = clientAt("203.0.113.7");
  const both = async () => [
    (await client.get("/api/v1/openapi.json")).status,
    (await client.graphql(viewer)).status,
  ];

  expect([await both(), await both()]).toEqual([
    [200, 200],
    [429, 429],
  ]);
  setClock(afterAMinute);
  expect([await both(), await both()]).toEqual([
    [200, 200],
    [429, 429],
  ]);
});

test("the limit of a session is renewed in time", async () => {
  setClock(start);
  const here = await createRateLimitedWorld({ LIMIT_REQUEST_PER_ACCOUNT: "1/1m" });
  await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");
  const statuses = async () => [
    (await desk.graphql(viewer)).status,
    (await desk.graphql(viewer)).status,
  ];

  expect(await statuses()).toEqual([200, 429]);
  setClock(afterAMinute);
  expect(await statuses()).toEqual([200, 429]);
});

test("unauthenticated requests count by IP address on every path", async () => {
  const { clientAt, url } = await createRateLimitedWorld({ LIMIT_REQUEST_PER_ADDRESS: "8/1m" });
  const client = clientAt("203.0.113.7");
  const answers = [
    await client.get("/api/v1/links"),
    await client.get("/api/v1/links", { authorization: "Bearer x" }),
    await client.get("/api/v1/links", { authorization: `Bearer lnk7_${"0".repeat(43)}` }),
    await client.graphql(viewer, {}, { authorization: "Bearer x" }),
    await client.graphql(viewer, {}, { cookie: "lnk7_session=x" }),
    await client.get("/api/v1/openapi.json"),
    await client.get("/graphql", { accept: "text/html" }),
    await client.request("/graphql", { method: "POST", body: "{}" }),
    await client.get("/api/v1/links"),
    await client.get("/api/v1/links", { authorization: "Bearer x" }),
    await client.get("/graphql", { accept: "text/html" }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([
    401, 401, 401, 401, 200, 200, 200, 415, 429, 429, 429,
  ]);
  expect((await clientAt("203.0.113.8").get("/api/v1/links")).status).toBe(401);
  expect((await createClient(url).get("/")).status).toBe(200);
});

test("only the first 64 bits of an IPv6 address count", async () => {
  const { clientAt } = await createRateLimitedWorld({ LIMIT_REQUEST_PER_ADDRESS: "1/1m" });
  const statusAt = async (address: string) => (await clientAt(address).graphql(viewer)).status;

  expect(await statusAt("2001:db8:0:1::1")).toBe(200);
  expect(await statusAt("2001:db8:0:1:ffff:ffff:ffff:ffff")).toBe(429);
  expect(await statusAt("2001:db8:0:2::1")).toBe(200);
  expect(await statusAt("::ffff:203.0.113.7")).toBe(200);
  expect(await statusAt("203.0.113.7")).toBe(429);
});

test("a forged X-Forwarded-For gives no additional requests", async () => {
  for (const [TRUST_PROXY, real] of [
    ["0", ""],
    ["1", ", 203.0.113.7"],
  ] as const) {
    const { clientAt } = await createRateLimitedWorld({
      TRUST_PROXY,
      LIMIT_REQUEST_PER_ADDRESS: "1/1m",
    });
    expect((await clientAt(`198.51.100.1${real}`).graphql(viewer)).status).toBe(200);
    expect((await clientAt(`198.51.100.2${real}`).graphql(viewer)).status).toBe(429);
  }
});

test("redirects of unprotected links are not limited", async () => {
  const { signUp, anonymous } = await createRateLimitedWorld({ LIMIT_REQUEST_PER_ADDRESS: "2/1m" });
  const link = await (await signUp("alice")).createLink();
  expect((await anonymous.graphql(viewer)).status).toBe(429);

  for (let visit = 0; visit < 20; visit++) {
    const { status, headers } = await anonymous.visit(link.short_code);
    expect([status, headers.get("ratelimit")]).toEqual([302, null]);
  }
});

test("there are no limits and no limit headers when the operator disables them", async () => {
  const { anonymous } = await createRateLimitedWorld({
    RATE_LIMIT: "off",
    LIMIT_REQUEST_PER_ADDRESS: "1/1m",
  });

  expect(limitOf(await anonymous.graphql(viewer))).toEqual([null, null, null]);
  expect((await anonymous.graphql(viewer)).status).toBe(200);
});
