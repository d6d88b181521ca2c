import { expect, test } from "vitest";
import { signInBrowser } from "../support/browser.ts";
import { createClient, type TestClient } from "../support/client.ts";
import { setClock } from "../support/fakeClock.ts";
import { createWorld, password, type World } from "../support/world.ts";

const createToken = `mutation ($input: CreateTokenInput!) {
  createToken(input: $input) {
    ... on CreateTokenPayload { secret token { id tokenId createdByTokenId expiresAt } }
    ... on UserError { code message field }
  }
}`;
const revokeToken = `mutation ($input: RevokeTokenInput!) {
  revokeToken(input: $input) { ... on RevokeTokenPayload { revokedTokenId tokenId revokedDerivedTokenIds } }
}`;
const derivedTokens = `query ($id: ID!, $first: Int, $after: String) {
  node(id: $id) {
    ... on ApiToken {
      derivedTokens(first: $first, after: $after) {
        nodes { name createdByTokenId } pageInfo { endCursor hasNextPage }
      }
    }
  }
}`;
const listTokens = "{ viewer { tokens { nodes { name tokenId } } } }";

interface Made {
  id: string;
  tokenId: string;
  client: TestClient;
}

async function create(by: TestClient, name: string, more: Record<string, unknown> = {}) {
  const scopes = ["TOKENS_READ", "TOKENS_WRITE"];
  const { body } = await by.graphql(createToken, { input: { name, scopes, ...more } });
  return body.data.createToken;
}

async function make({ url }: World, by: TestClient, name: string): Promise<Made> {
  const { secret, token } = await create(by, name);
  return { ...token, client: createClient(url, secret) };
}

async function namesOf(client: TestClient) {
  const { nodes } = (await client.graphql(listTokens)).body.data.viewer.tokens;
  return nodes.map(({ name }: { name: string }) => name);
}

/** Creates tokens: A and D with the login token, B with A, and C with B. */
async function family(here: World) {
  const login = await here.signUp("alice");
  const a = await make(here, login, "A");
  const b = await make(here, a.client, "B");
  const c = await make(here, b.client, "C");
  const d = await make(here, login, "D");
  return { login, a, b, c, d };
}

test("a token created with another token expires no later than that token", async () => {
  setClock("2030-01-01T12:00:00Z");
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const end = "2030-01-01T13:00:00.000Z";
  const { secret, token } = await create(alice, "Parent", { expiresAt: end });
  const parent = createClient(here.url, secret);
  const expiryOf = async (expiresAt?: string | null) =>
    (await create(parent, "Child", expiresAt === undefined ? {} : { expiresAt })).token?.expiresAt;

  expect(await expiryOf()).toBe(end);
  expect(await expiryOf(null)).toBe(end);
  expect(await expiryOf(end)).toBe(end);
  expect(await expiryOf("2030-01-01T12:59:59.999Z")).toBe("2030-01-01T12:59:59.999Z");
  expect(await create(parent, "Child", { expiresAt: "2030-01-01T13:00:00.001Z" })).toEqual({
    code: "INVALID_EXPIRY",
    field: "expiresAt",
    message: `The expiry must not be later than that of your token. Use ${end} or earlier.`,
  });
  expect((await create(alice, "Free")).token.expiresAt).toBe(null);
  const desk = await signInBrowser(here, "alice");
  const made = (await create(desk, "Browser")).token;
  expect([made.expiresAt, made.createdByTokenId]).toEqual([null, null]);

  const child = createClient(here.url, (await create(parent, "Last")).secret);
  expect((await child.graphql(listTokens)).status).toBe(200);
  setClock("2030-01-01T13:00:00Z");
  expect((await child.graphql(listTokens)).status).toBe(401);
  expect(token.createdByTokenId).toMatch(/^tok_/);
});

test("reports which token created another, and lists all tokens derived from one", async () => {
  const here = await createWorld();
  const { login, a, b } = await family(here);
  const derivedOf = async ({ id }: Made, page = {}) =>
    (await login.graphql(derivedTokens, { id, ...page })).body.data.node.derivedTokens;

  const { nodes } = await derivedOf(a);
  expect(nodes).toEqual([
    { name: "C", createdByTokenId: b.tokenId },
    { name: "B", createdByTokenId: a.tokenId },
  ]);
  const first = await derivedOf(a, { first: 1 });
  const second = await derivedOf(a, { first: 1, after: first.pageInfo.endCursor });
  expect([...first.nodes, ...second.nodes]).toEqual(nodes);
  expect([first, second].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);

  const { tokens } = (await login.get("/api/v1/auth/tokens")).body;
  const loginId = tokens.at(-1).token_id;
  expect(
    tokens.map((token: Record<string, unknown>) => [token.name, token.created_by_token_id]),
  ).toEqual([
    ["D", loginId],
    ["C", b.tokenId],
    ["B", a.tokenId],
    ["A", loginId],
    ["Login", null],
  ]);
  const bob = await here.signUp("bob");
  expect((await bob.graphql(derivedTokens, { id: a.id })).body.data).toEqual({ node: null });
});

test("revokes the derived tokens on request, including those of a token revoked before", async () => {
  const here = await createWorld();
  const { login, a, b, c } = await family(here);

  const alone = (await login.graphql(revokeToken, { input: { by: { id: b.id } } })).body.data;
  expect(alone.revokeToken).toEqual({
    revokedTokenId: b.id,
    tokenId: b.tokenId,
    revokedDerivedTokenIds: [],
  });
  expect(await namesOf(c.client)).toEqual(["D", "C", "A", "Login"]);

  const input = { by: { tokenId: a.tokenId }, includeDerived: true };
  const all = (await login.graphql(revokeToken, { input })).body.data;
  expect(all.revokeToken).toEqual({
    revokedTokenId: a.id,
    tokenId: a.tokenId,
    revokedDerivedTokenIds: [c.id],
  });
  expect(await namesOf(login)).toEqual(["D", "Login"]);
  expect((await c.client.graphql(listTokens)).status).toBe(401);
});

test("revokes derived tokens on request through REST", async () => {
  const here = await createWorld();
  const { login, a, b, c } = await family(here);
  const revoke = (tokenId: string, query: string) =>
    login.delete(`/api/v1/auth/tokens/${tokenId}${query}`);

  const rejected = await revoke(b.tokenId, "?include_derived=yes");
  expect([rejected.status, rejected.body]).toEqual([
    400,
    { detail: "include_derived must be true or false." },
  ]);
  expect((await revoke(b.tokenId, "?include_derived=false")).status).toBe(204);
  expect(await namesOf(c.client)).toEqual(["D", "C", "A", "Login"]);
  expect((await revoke(a.tokenId, "?include_derived=true")).status).toBe(204);
  expect(await namesOf(login)).toEqual(["D", "Login"]);
});

test("revoking a token with its derived tokens includes those created concurrently", async () => {
  const here = await createWorld();
  const login = await here.signUp("alice");
  for (let round = 0; round < 5; round++) {
    const parent = await make(here, login, `Parent ${round}`);
    const child = await make(here, parent.client, `Child ${round}`);
    const input = { by: { id: parent.id }, includeDerived: true };
    const creating = [parent, child, parent, child].map(({ client }) => create(client, "Late"));

    await Promise.all(
      [...creating, login.graphql(revokeToken, { input })].map((task) => task.catch(() => {})),
    );

    expect(await namesOf(login)).toEqual(["Login"]);
  }
});

test("an account with derived tokens is deleted completely", async () => {
  const here = await createWorld();
  const { login } = await family(here);
  const mutation =
    "mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename } }";
  await login.graphql(mutation, { input: { password } });

  await expect.poll(() => here.services.database.user.count()).toBe(0);
  expect(await here.services.database.apiToken.count()).toBe(0);
});
