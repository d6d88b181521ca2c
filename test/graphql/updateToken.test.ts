import { expect, test } from "vitest";
import { createClient, type TestClient } from "../support/client.ts";
import { setClock } from "../support/fakeClock.ts";
import { createApiToken } from "../support/twoUsers.ts";
import { createWorld, password } from "../support/world.ts";

const updateToken = `mutation ($input: UpdateTokenInput!) {
  updateToken(input: $input) {
    __typename
    ... on UpdateTokenPayload { token { name scopes expiresAt status isCurrent } }
    ... on UserError { code field }
  }
}`;
const update = async (person: TestClient, tokenId: string, changes: object) =>
  (await person.graphql(updateToken, { input: { by: { tokenId }, ...changes } })).body.data
    .updateToken;

test("a token keeps its secret when its name, scopes and expiry change", async () => {
  setClock("2030-01-01T00:00:00Z");
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const { secret, tokenId } = await createApiToken(alice, ["LINKS_READ"]);
  const program = createClient(here.url, secret);
  const links = "{ viewer { links { nodes { id } } } }";

  const updated = await update(alice, tokenId, {
    name: " Script ",
    scopes: ["STATS_READ"],
    expiresAt: "2030-01-02T00:00:00Z",
  });
  const { body } = await program.graphql(links);
  setClock("2030-01-02T00:00:00Z");
  const expired = await program.graphql(links);
  const revived = await update(alice, tokenId, { expiresAt: null, scopes: ["LINKS_READ"] });

  expect(updated.token).toEqual({
    name: "Script",
    scopes: ["STATS_READ"],
    expiresAt: "2030-01-02T00:00:00.000Z",
    status: "ACTIVE",
    isCurrent: false,
  });
  expect(body.errors[0].extensions).toEqual({ code: "FORBIDDEN", scope: "LINKS_READ" });
  expect(expired.status).toBe(401);
  expect(revived.token).toMatchObject({ name: "Script", expiresAt: null });
  expect((await program.graphql(links)).body).toEqual({
    data: { viewer: { links: { nodes: [] } } },
  });
});

test("a token cannot give itself or another one more than it has", async () => {
  setClock("2030-01-01T00:00:00Z");
  const here = await createWorld();
  const alice = await here.signUp("alice");
  const { body } = await alice.graphql(
    `mutation { createToken(input: {
      name: "Deputy", scopes: [TOKENS_WRITE, LINKS_READ], expiresAt: "2030-02-01T00:00:00Z"
    }) { ... on CreateTokenPayload { secret token { tokenId } } } }`,
  );
  const own = body.data.createToken.token.tokenId;
  const deputy = createClient(here.url, body.data.createToken.secret);
  const other = await createApiToken(alice, ["STATS_READ"]);

  for (const tokenId of [own, other.tokenId]) {
    expect(await update(deputy, tokenId, { scopes: ["LINKS_READ", "STATS_READ"] })).toMatchObject({
      code: "INVALID_SCOPES",
    });
    for (const expiresAt of [null, "2030-02-01T00:00:01Z"]) {
      expect(await update(deputy, tokenId, { expiresAt })).toEqual({
        __typename: "InvalidExpiryError",
        code: "INVALID_EXPIRY",
        field: "expiresAt",
      });
    }
  }
  const renamed = await update(deputy, own, { name: "Own", expiresAt: "2030-01-15T00:00:00Z" });
  expect(renamed.token).toMatchObject({ name: "Own", isCurrent: true });
});

test("rejects invalid values together, null for what always has a value, and tokens of others", async () => {
  const here = await createWorld();
  const [alice, bob] = [await here.signUp("alice"), await here.signUp("bob")];
  const { tokenId } = await createApiToken(alice, ["LINKS_READ"]);

  const invalid = await update(alice, tokenId, { name: "", scopes: [], expiresAt: "soon" });
  const missing = await update(alice, tokenId, { name: null });
  const foreign = await update(bob, tokenId, { name: "Mine" });
  await alice.delete(`/api/v1/auth/tokens/${tokenId}`);
  const revoked = await update(alice, tokenId, { name: "Again" });

  expect([invalid, missing, foreign, revoked]).toEqual([
    { __typename: "InvalidInputError", code: "INVALID_INPUT", field: null },
    { __typename: "ValueRequiredError", code: "VALUE_REQUIRED", field: "name" },
    { __typename: "TokenNotFoundError", code: "TOKEN_NOT_FOUND", field: "by" },
    { __typename: "TokenNotFoundError", code: "TOKEN_NOT_FOUND", field: "by" },
  ]);
});

test("a login can limit its token, and logout revokes the token it came with", async () => {
  const here = await createWorld();
  await here.signUp("alice");
  const { body } = await here.anonymous.graphql(
    `mutation ($input: LoginInput!) { login(input: $input) {
      ... on LoginPayload { secret token { id name scopes expiresAt } }
      ... on UserError { code } } }`,
    {
      input: {
        email: "alice@example.com",
        password,
        name: "Web app",
        scopes: ["LINKS_READ"],
        expiresAt: "2099-01-01T00:00:00Z",
      },
    },
  );
  const { secret, token } = body.data.login;
  const app = createClient(here.url, secret);

  const before = await app.graphql("{ viewer { email links { nodes { id } } } }");
  const logout = await app.graphql(
    "mutation { logout { ... on LogoutPayload { endedSessionId revokedTokenId } } }",
  );
  const after = await app.graphql("{ viewer { email } }");

  expect(token).toMatchObject({
    name: "Web app",
    scopes: ["LINKS_READ"],
    expiresAt: "2099-01-01T00:00:00.000Z",
  });
  expect(before.body.data.viewer.email).toBe("alice@example.com");
  expect([logout.body.data.logout, logout.headers.getSetCookie(), after.status]).toEqual([
    { endedSessionId: null, revokedTokenId: token.id },
    [],
    401,
  ]);
});
