import { expect, test } from "vitest";
import type { TestClient } from "../support/client.ts";
import { setClock } from "../support/fakeClock.ts";
import { createRateLimitedWorld } from "../support/rateLimitedWorld.ts";
import { createApiToken } from "../support/twoUsers.ts";
import { password } from "../support/world.ts";

const at = (seconds: number) =>
  setClock(new Date(Date.UTC(2030, 0, 1, 12) + seconds * 1000).toISOString());

const register = `mutation ($input: RegisterInput!) { register(input: $input) { __typename ... on RateLimitedError { retryAfterSeconds } } }`;
const createLink = `mutation ($input: CreateLinkInput!) { createLink(input: $input) { __typename ... on RateLimitedError { retryAfterSeconds } } }`;

/** Returns the outcome through REST: the status and the delay before a retry. */
async function byRest(client: TestClient, path: string, body: unknown) {
  const { status, headers } = await client.post(path, body);
  return [status, headers.get("retry-after")];
}

/** Returns the outcome through GraphQL: the type of the payload or the error. */
async function byGraphql(client: TestClient, mutation: string, input: unknown) {
  const { body } = await client.graphql(mutation, { input });
  const [result] = Object.values<{ __typename: string; retryAfterSeconds?: number }>(body.data);
  return result?.retryAfterSeconds ?? result?.__typename;
}

const limited = (retryAfterSeconds: number) => retryAfterSeconds;

test("an IP address can register ten accounts an hour across all interfaces", async () => {
  at(0);
  const { clientAt: from } = await createRateLimitedWorld();
  const here = from("203.0.113.7");
  const account = (name: string) => ({ email: `${name}@example.com`, password });

  for (let number = 0; number < 10; number += 2) {
    const path = "/api/v1/auth/register";
    expect(await byRest(here, path, account(`rest${number}`))).toEqual([201, null]);
    expect(await byRest(here, path, { ...account("x"), password: "short" })).toEqual([400, null]);
    expect(await byGraphql(here, register, account(`graphql${number}`))).toBe("RegisterPayload");
  }
  at(3_590);
  expect(await byRest(here, "/api/v1/auth/register", account("bob"))).toEqual([429, "10"]);
  expect(await byGraphql(here, register, account("bob"))).toEqual(limited(10));
  // It can no longer find out who has an account either.
  expect(await byGraphql(here, register, account("rest0"))).toEqual(limited(10));
  expect(await byGraphql(from("203.0.113.8"), register, account("bob"))).toBe("RegisterPayload");

  at(3_600);
  expect(await byRest(here, "/api/v1/auth/register", account("carol"))).toEqual([201, null]);
  expect(await byGraphql(here, register, account("dave"))).toBe("RegisterPayload");
});

test("registrations are limited per hour in total, and only successful ones count", async () => {
  at(0);
  const { clientAt: from } = await createRateLimitedWorld({
    LIMIT_REGISTRATION: "3/1h",
    LIMIT_REGISTRATION_PER_ADDRESS: "2/1h",
  });
  const path = "/api/v1/auth/register";
  const account = (name: string) => ({ email: `${name}@example.com`, password });
  const greedy = from("203.0.113.1");

  expect(await byRest(greedy, path, account("alice"))).toEqual([201, null]);
  expect(await byRest(greedy, path, account("alice"))).toEqual([409, null]);
  for (let number = 0; number < 5; number++) {
    expect(await byRest(greedy, path, account("bob"))).toEqual([429, "3600"]);
  }
  expect(await byGraphql(from("203.0.113.2"), register, account("bob"))).toBe("RegisterPayload");
  expect(await byRest(from("203.0.113.3"), path, account("carol"))).toEqual([201, null]);
  const rejected = await from("203.0.113.4").post(path, account("dave"));
  expect([
    rejected.status,
    ...["retry-after", "ratelimit-policy"].map((name) => rejected.headers.get(name)),
  ]).toEqual([429, "3600", '"registration";q=3;w=3600']);
  expect(await byGraphql(from("203.0.113.5"), register, account("dave"))).toEqual(limited(3_600));

  at(3_600);
  expect(await byGraphql(from("203.0.113.4"), register, account("dave"))).toBe("RegisterPayload");
});

test("an account can create a limited number of links a minute and a day across tokens and interfaces", async () => {
  at(0);
  const { signUp, clientAt: from } = await createRateLimitedWorld({
    LIMIT_LINK_BURST_PER_ACCOUNT: "4/1m",
    LIMIT_LINK_PER_ACCOUNT: "6/1d",
  });
  const [alice, bob] = [await signUp("alice"), await signUp("bob")];
  const second = from("203.0.113.9", (await createApiToken(alice, ["LINKS_WRITE"])).secret);
  const rest = (client: TestClient) =>
    byRest(client, "/api/v1/links", { original_url: "https://example.com/" });
  const graphql = (client: TestClient) =>
    byGraphql(client, createLink, { originalUrl: "https://example.com/" });

  expect([await rest(alice), await graphql(alice)]).toEqual([[201, null], "CreateLinkPayload"]);
  expect([await rest(second), await graphql(second)]).toEqual([[201, null], "CreateLinkPayload"]);
  expect([await rest(alice), await graphql(second)]).toEqual([[429, "60"], limited(60)]);
  expect(await rest(bob)).toEqual([201, null]);

  at(60);
  expect([await rest(alice), await graphql(alice)]).toEqual([[201, null], "CreateLinkPayload"]);
  expect([await rest(alice), await graphql(alice)]).toEqual([[429, "86340"], limited(86_340)]);

  at(86_400);
  expect([await rest(alice), await graphql(alice)]).toEqual([[201, null], "CreateLinkPayload"]);
});

test("aliases of createLink in one request count as separate links", async () => {
  const { signUp } = await createRateLimitedWorld({ LIMIT_LINK_BURST_PER_ACCOUNT: "4/1m" });
  const alice = await signUp("alice");
  const field = 'createLink(input: { originalUrl: "https://example.com/" }) { __typename }';
  const aliases = Array.from({ length: 10 }, (_, index) => `a${index}: ${field}`);

  const { body } = await alice.graphql(`mutation { ${aliases.join(" ")} }`);

  expect(Object.values(body.data)).toEqual([
    ...Array(4).fill({ __typename: "CreateLinkPayload" }),
    ...Array(6).fill({ __typename: "RateLimitedError" }),
  ]);
  expect((await alice.get("/api/v1/links")).body.links).toHaveLength(4);
});
