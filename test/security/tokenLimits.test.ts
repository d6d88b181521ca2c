import { expect, test } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { createClient, type TestClient } from "../support/client.ts";
import { setClock } from "../support/fakeClock.ts";
import { createRateLimitedWorld } from "../support/rateLimitedWorld.ts";
import { createWorld, password } from "../support/world.ts";

const createToken = `mutation ($input: CreateTokenInput!) {
  createToken(input: $input) {
    ... on CreateTokenPayload { token { tokenId } }
    ... on UserError { code message field }
  }
}`;
const login = `mutation ($input: LoginInput!) {
  login(input: $input) {
    ... on LoginPayload { token { tokenId } }
    ... on UserError { code message field }
  }
}`;
const listTokens = "{ viewer { tokens(first: 100) { nodes { name } } } }";
const credentials = { email: "alice@example.com", password };
const full =
  "The account has 3 API tokens, which is the maximum. Revoke some at " +
  "http://lnk7.test/app/tokens or through the API, then try again.";

async function create(client: TestClient, name = "Script", expiresAt: string | null = null) {
  const input = { name, scopes: ["LINKS_READ"], expiresAt };
  const { body } = await client.graphql(createToken, { input });
  return body.data.createToken ?? body.errors[0].extensions;
}

const namesOf = async (client: TestClient) => {
  const { nodes } = (await client.graphql(listTokens)).body.data.viewer.tokens;
  return nodes.map(({ name }: { name: string }) => name);
};

test("rejects tokens and logins beyond the maximum in every interface until one is revoked", async () => {
  const here = await createWorld({ MAX_TOKENS_PER_ACCOUNT: "3" });
  const [alice, bob] = [await here.signUp("alice"), await here.signUp("bob")];
  await create(alice);
  const { token } = await create(alice);

  const rejected = { code: "TOO_MANY_TOKENS", message: full, field: null };
  expect(await create(alice)).toEqual(rejected);
  const { body } = await here.anonymous.graphql(login, { input: credentials });
  expect(body.data.login).toEqual(rejected);
  const rest = await here.anonymous.post("/api/v1/auth/login", credentials);
  expect([rest.status, rest.body]).toEqual([409, { detail: full }]);
  const wrong = { ...credentials, password: "wrong horse battery staple" };
  expect((await here.anonymous.post("/api/v1/auth/login", wrong)).status).toBe(401);

  const desk = await signInBrowser(here, "alice");
  expect(await namesOf(desk)).toEqual(["Script", "Script", "Login"]);
  expect(await create(bob)).toEqual({ token: { tokenId: expect.any(String) } });
  expect((await alice.delete(`/api/v1/auth/tokens/${token.tokenId}`)).status).toBe(204);
  expect((await here.anonymous.post("/api/v1/auth/login", credentials)).status).toBe(200);
  expect((await here.anonymous.post("/api/v1/auth/login", credentials)).status).toBe(409);
});

test("creates no more tokens than the maximum under concurrency", async () => {
  const here = await createWorld({ MAX_TOKENS_PER_ACCOUNT: "5" });
  const alice = await here.signUp("alice");
  const desk = await signInBrowser(here, "alice");

  const outcomes = await Promise.all(
    Array.from({ length: 24 }, async (_, index) => {
      if (index % 3 === 0) return (await create(alice)).code;
      if (index % 3 === 1) return (await create(desk)).code;
      const { status } = await here.anonymous.post("/api/v1/auth/login", credentials);
      return status === 409 ? "TOO_MANY_TOKENS" : undefined;
    }),
  );

  expect(outcomes.filter((code) => code === undefined)).toHaveLength(4);
  expect(outcomes.filter((code) => code === "TOO_MANY_TOKENS")).toHaveLength(20);
  expect(await here.services.database.apiToken.count()).toBe(5);
});

test("replaces expired tokens with new ones, oldest expiry first", async () => {
  setClock("2030-01-01T12:00:00Z");
  const here = await createWorld({ MAX_TOKENS_PER_ACCOUNT: "3" });
  const alice = await here.signUp("alice");
  await create(alice, "Second", "2030-01-01T12:02:00Z");
  await create(alice, "First", "2030-01-01T12:01:00Z");
  setClock("2030-01-01T12:03:00Z");

  await create(alice, "Third");
  expect(await namesOf(alice)).toEqual(["Third", "Second", "Login"]);
  await create(alice, "Fourth");
  expect(await namesOf(alice)).toEqual(["Fourth", "Third", "Login"]);
  expect((await create(alice, "Fifth")).code).toBe("TOO_MANY_TOKENS");
});

test("limits how many tokens an account can create in an hour across all interfaces", async () => {
  setClock("2030-01-01T12:00:00Z");
  const here = await createRateLimitedWorld({ LIMIT_TOKEN_PER_ACCOUNT: "3/1h" });
  const alice = await here.signUp("alice");
  const bob = await here.signUp("bob");
  await create(alice);
  expect((await here.anonymous.post("/api/v1/auth/login", credentials)).status).toBe(200);

  expect(await create(alice)).toMatchObject({
    code: "RATE_LIMITED",
    message: "Too many requests. Try again in 3600 seconds.",
  });
  const rejected = await here.anonymous.post("/api/v1/auth/login", credentials);
  expect([rejected.status, rejected.headers.get("ratelimit-policy")]).toEqual([
    429,
    '"tokenPerAccount";q=3;w=3600',
  ]);
  expect((await create(bob)).token).toBeDefined();
  setClock("2030-01-01T13:00:00Z");
  expect((await create(alice)).token).toBeDefined();
});

test("an account keeps a hundred sessions, and another one ends the least recently used", async () => {
  const here = await createWorld();
  await here.signUp("alice");
  const { id: ownerId } = await here.services.database.user.findFirstOrThrow();
  const [first, second] = [await signInBrowser(here, "alice"), await signInBrowser(here, "alice")];
  const day = 24 * 60 * 60 * 1_000;
  const ago = (days: number) => new Date(Date.now() - days * day);
  await here.services.database.session.updateMany({ data: { lastSeenAt: ago(2) } });
  await here.services.database.session.createMany({
    data: Array.from({ length: 98 }, (_, index) => ({
      ownerId,
      secretHash: new Uint8Array([index]),
      lastSeenAt: ago(1),
      expiresAt: ago(-1),
    })),
  });

  const third = await signInBrowser(here, "alice");

  const emails = [];
  for (const client of [first, second, third]) {
    emails.push((await client.graphql("{ viewer { email } }")).body.data.viewer?.email);
  }
  expect(emails).toEqual([undefined, credentials.email, credentials.email]);
  expect(await here.services.database.session.count()).toBe(100);
  expect((await createClient(here.url).post("/api/v1/auth/login", credentials)).status).toBe(200);
});
