import { expect, test } from "vitest";
import { createClient } from "../support/client.ts";
import { setClock } from "../support/fakeClock.ts";
import { createWorld } from "../support/world.ts";

const createToken = `mutation ($input: CreateTokenInput!) {
  createToken(input: $input) {
    __typename
    ... on CreateTokenPayload { secret token { tokenId name prefix scopes createdAt lastUsedAt expiresAt } }
    ... on UserError { code field message }
  }
}`;
const listTokens = "{ viewer { tokens { nodes { tokenId name lastUsedAt } } } }";
const script = { name: "Script", scopes: ["LINKS_READ", "TOKENS_WRITE"] };

test("creates a token with the requested name, scopes and expiry", async () => {
  setClock("2030-01-01T12:00:00.000Z");
  const { signUp } = await createWorld();
  const alice = await signUp("alice");

  const { body } = await alice.graphql(createToken, {
    input: { ...script, name: " Script ", expiresAt: "2030-01-02T00:00:00+02:00" },
  });

  const { secret, token } = body.data.createToken;
  expect(body.data.createToken).toEqual({
    __typename: "CreateTokenPayload",
    secret: expect.stringMatching(/^lnk7_[0-9A-Za-z]{43}$/),
    token: {
      tokenId: expect.stringMatching(/^tok_[0-9A-Za-z]{16}$/),
      name: "Script",
      prefix: secret.slice(0, 9),
      scopes: ["LINKS_READ", "TOKENS_WRITE"],
      createdAt: "2030-01-01T12:00:00.000Z",
      lastUsedAt: null,
      expiresAt: "2030-01-01T22:00:00.000Z",
    },
  });
  const { data } = (await alice.graphql(listTokens)).body;
  expect(data.viewer.tokens.nodes[0]).toEqual({
    tokenId: token.tokenId,
    name: "Script",
    lastUsedAt: null,
  });
});

test("a token permits only what its scopes allow", async () => {
  const { signUp, url } = await createWorld();
  const alice = await signUp("alice");
  const { secret } = (await alice.graphql(createToken, { input: script })).body.data.createToken;
  const program = createClient(url, secret);

  const reading = await program.graphql("{ viewer { links { nodes { id } } } }");
  const listing = await program.graphql(listTokens);
  const making = await program.graphql(
    'mutation { createLink(input: { originalUrl: "https://example.com" }) { __typename } }',
  );

  expect(reading.body).toEqual({ data: { viewer: { links: { nodes: [] } } } });
  expect([listing.body.data, listing.body.errors[0].extensions]).toEqual([
    { viewer: { tokens: null } },
    { code: "FORBIDDEN", scope: "TOKENS_READ" },
  ]);
  expect([making.body.data, making.body.errors[0].message]).toEqual([
    { createLink: null },
    "This token lacks the scope LINKS_WRITE. Use a token that has it.",
  ]);
});

test("a token cannot create a token with more scopes than its own", async () => {
  const { signUp, url } = await createWorld();
  const alice = await signUp("alice");
  const { secret } = (await alice.graphql(createToken, { input: script })).body.data.createToken;

  const { body } = await createClient(url, secret).graphql(createToken, {
    input: { name: "More", scopes: ["LINKS_READ", "LINKS_WRITE", "ACCOUNT_WRITE"] },
  });

  expect(body.data.createToken).toEqual({
    __typename: "InvalidScopesError",
    code: "INVALID_SCOPES",
    field: "scopes",
    message: "You cannot grant scopes that your token does not have: links:write, account:write.",
  });
});

test.each([
  [
    { ...script, scopes: [] },
    [
      "InvalidScopesError",
      "INVALID_SCOPES",
      "scopes",
      "The token has no scopes. Select at least one.",
    ],
  ],
  [
    { ...script, name: "  " },
    [
      "InvalidTokenNameError",
      "INVALID_TOKEN_NAME",
      "name",
      "The name must have 1 to 100 characters.",
    ],
  ],
  [
    { ...script, name: "x".repeat(101) },
    [
      "InvalidTokenNameError",
      "INVALID_TOKEN_NAME",
      "name",
      "The name must have 1 to 100 characters.",
    ],
  ],
  [
    { ...script, expiresAt: "2020-01-01T00:00:00Z" },
    ["InvalidExpiryError", "INVALID_EXPIRY", "expiresAt", "The expiry must be in the future."],
  ],
])("rejects the invalid token %o", async (input, [__typename, code, field, message]) => {
  const { signUp, services } = await createWorld();
  const alice = await signUp("alice");

  const { body } = await alice.graphql(createToken, { input });

  expect(body).toEqual({ data: { createToken: { __typename, code, field, message } } });
  expect(await services.database.apiToken.count()).toBe(1);
});
