import { expect, test } from "vitest";
import type { TestClient, TestResponse } from "../support/client.ts";
import { createDeferredPasswords } from "../support/deferredPasswords.ts";
import { createRateLimitedWorld, type RateLimitedWorld } from "../support/rateLimitedWorld.ts";
import { password } from "../support/world.ts";

const email = "alice@example.com";
const loginByGraphql = "mutation ($input: LoginInput!) { login(input: $input) { __typename } }";
const registerByGraphql =
  "mutation ($input: RegisterInput!) { register(input: $input) { __typename } }";
const overloaded = "The server is handling too many requests. Try again in a second.";
const tooMuch =
  "Too many of your requests are pending. Wait until some are complete, then try again.";

/** Creates a service with deferred passwords, an account, and its link with a password. */
async function heldWorld(environment: Record<string, string> = {}) {
  const held = createDeferredPasswords();
  const here = await createRateLimitedWorld(environment, { passwordHasher: held.passwords });
  const { database } = here.services;
  const { id: ownerId } = await database.user.create({
    data: { email, emailKey: email, passwordHash: "hash" },
  });
  const originalUrl = "https://example.com/";
  await database.link.create({
    data: { ownerId, originalUrl, shortCode: "shut", passwordHash: "hash" },
  });
  return { ...here, ...held, purposes: () => held.started.map(({ purpose }) => purpose) };
}

const networkOf = (number: number) => `198.51.${number >> 8}.${number & 255}`;

const logsIn = (client: TestClient, name = email) =>
  client.post("/api/v1/auth/login", { email: name, password });

const registers = (client: TestClient, number: number) =>
  client.post("/api/v1/auth/register", { email: `new${number}@example.com`, password });

const unlocks = (client: TestClient) =>
  client.visit("shut", {
    method: "POST",
    body: new URLSearchParams({ password }),
    headers: { accept: "application/json" },
  });

/** Sends this many requests, each from its own network unless `networks` is lower. */
function fromNetworks(
  { clientAt }: RateLimitedWorld,
  count: number,
  send: (client: TestClient, number: number) => Promise<TestResponse>,
  networks = count,
): Promise<TestResponse>[] {
  return Array.from({ length: count }, (_, number) =>
    send(clientAt(networkOf(number % networks)), number),
  );
}

/** Returns the number of responses by status. */
async function statuses(answers: Promise<TestResponse>[]): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of await Promise.all(answers)) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const rejection = ({ status, headers, body }: TestResponse) => [
  status,
  headers.get("retry-after"),
  body.detail,
];

test("queues 100 of 200 registrations from 200 networks and runs a sign-in after only one of them", async () => {
  const here = await heldWorld();
  const { requested, end, purposes, release } = here;
  const registrations = fromNetworks(here, 200, registers);
  await expect.poll(() => requested.length).toBe(200);
  const byGraphql = await here
    .clientAt("203.0.113.8")
    .graphql(registerByGraphql, { input: { email: "new@example.com", password } });
  expect(byGraphql.body.errors[0]).toMatchObject({
    message: overloaded,
    extensions: { code: "OVERLOADED", retryAfterSeconds: 1 },
  });

  const login = logsIn(here.clientAt("203.0.113.7"));
  await expect.poll(() => requested.length).toBe(202);
  await end(1);

  expect(purposes()).toEqual(["registration", "account"]);
  release();
  expect((await login).status).toBe(200);
  expect(await statuses(registrations)).toEqual({ 201: 100, 503: 100 });
  const rejected = (await Promise.all(registrations)).find(({ status }) => status === 503);
  expect(rejected && rejection(rejected)).toEqual([503, "1", overloaded]);
});

test("a sign-in waits for one link password, and registrations wait for both", async () => {
  const here = await heldWorld();
  const { requested, end, purposes, release } = here;
  const answers = fromNetworks(here, 5, unlocks);
  await expect.poll(() => requested.length).toBe(5);
  answers.push(...fromNetworks(here, 5, registers));
  await expect.poll(() => requested.length).toBe(10);
  answers.push(logsIn(here.clientAt("203.0.113.7")));
  await expect.poll(() => requested.length).toBe(11);
  await end(4);

  expect(purposes()).toEqual(["visitor", "account", "visitor", "visitor", "visitor"]);
  release();
  expect(await statuses(answers)).toEqual({ 200: 1, 201: 5, 303: 5 });
});

test("registrations continue during endless sign-ins and link passwords", async () => {
  const here = await heldWorld();
  const { requested, end, purposes, release } = here;
  const answers = fromNetworks(here, 40, (client) => logsIn(client));
  answers.push(...fromNetworks(here, 40, unlocks), ...fromNetworks(here, 3, registers));
  await expect.poll(() => requested.length).toBe(83);
  await end(30);

  expect(purposes()).toContain("registration");
  release();
  expect(await statuses(answers)).toEqual({ 200: 40, 201: 3, 303: 40 });
});

test("the queue order does not depend on whether an email has an account", async () => {
  const here = await heldWorld();
  const { requested, started, end, release } = here;
  const answers = [logsIn(here.clientAt("203.0.113.6"))];
  await expect.poll(() => requested.length).toBe(1);
  for (const [network, name] of [
    ["203.0.113.7", "nobody@example.com"],
    ["203.0.113.8", email],
    ["203.0.113.8", "nobody@example.com"],
    ["203.0.113.7", email],
  ] as const) {
    answers.push(logsIn(here.clientAt(network), name));
    await expect.poll(() => requested.length).toBe(answers.length);
  }
  await end(4);

  const turn = (key: string) => ({ purpose: "account", key });
  expect(started).toEqual([6, 7, 8, 7, 8].map((number) => turn(`203.0.113.${number}`)));
  release();
  expect(await statuses(answers)).toEqual({ 200: 3, 401: 2 });
});

test("queues fifty passwords per network and rejects more in every interface", async () => {
  const here = await heldWorld({ RATE_LIMIT: "off" });
  const { requested, release } = here;
  const answers = fromNetworks(here, 51, (client) => logsIn(client), 1);
  await expect.poll(() => requested.length).toBe(51);
  const client = here.clientAt(networkOf(0));

  expect(rejection(await logsIn(client))).toEqual([429, "1", tooMuch]);
  expect(rejection(await registers(client, 1))).toEqual([429, "1", tooMuch]);
  expect(rejection(await unlocks(client))).toEqual([429, "1", tooMuch]);
  const byGraphql = await client.graphql(loginByGraphql, { input: { email, password } });
  expect([byGraphql.status, byGraphql.body.errors[0]]).toMatchObject([
    200,
    { message: tooMuch, extensions: { code: "RATE_LIMITED", retryAfterSeconds: 1 } },
  ]);

  release();
  expect(await statuses(answers)).toEqual({ 200: 51 });
  expect((await logsIn(client)).status).toBe(200);
});

test("queues a hundred link passwords and four hundred sign-ins, independent of each other", async () => {
  const here = await heldWorld({ RATE_LIMIT: "off", MAX_CONCURRENT_REQUESTS: "2000" });
  const { requested, release } = here;
  const answers = fromNetworks(here, 100, unlocks);
  await expect.poll(() => requested.length).toBe(100);
  expect(rejection(await unlocks(here.clientAt("203.0.113.7")))).toEqual([503, "1", overloaded]);
  answers.push(...fromNetworks(here, 400, (client) => logsIn(client)));
  await expect.poll(() => requested.length).toBe(501);
  expect(rejection(await logsIn(here.clientAt("203.0.113.7")))).toEqual([503, "1", overloaded]);

  release();
  expect(await statuses(answers)).toEqual({ 200: 400, 303: 100 });
});
