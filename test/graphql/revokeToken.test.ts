import { expect, test } from "vitest";
import { createClient } from "../support/client.ts";
import { createWorld } from "../support/world.ts";

const createToken = `mutation ($input: CreateTokenInput!) {
  createToken(input: $input) { ... on CreateTokenPayload { secret token { id tokenId } } }
}`;
const revokeToken = `mutation ($by: TokenBy!) {
  revokeToken(input: { by: $by }) {
    __typename
    ... on RevokeTokenPayload { tokenId }
    ... on UserError { code field message }
  }
}`;
const listTokens = "{ viewer { tokens { nodes { name } } } }";
const script = { name: "Script", scopes: ["LINKS_READ", "TOKENS_WRITE"] };

test("a revoked token is invalid immediately, unlisted, and cannot be revoked again", async () => {
  const { signUp, url } = await createWorld();
  const alice = await signUp("alice");
  const made = (await alice.graphql(createToken, { input: script })).body.data.createToken;
  const { tokenId } = made.token;

  const { body } = await alice.graphql(revokeToken, { by: { tokenId } });

  expect(body.data.revokeToken).toEqual({ __typename: "RevokeTokenPayload", tokenId });
  expect((await createClient(url, made.secret).graphql("{ __typename }")).status).toBe(401);
  const { nodes } = (await alice.graphql(listTokens)).body.data.viewer.tokens;
  expect(nodes.map(({ name }: { name: string }) => name)).toEqual(["Login"]);
  expect(
    (await alice.graphql(revokeToken, { by: { tokenId } })).body.data.revokeToken.__typename,
  ).toBe("TokenNotFoundError");
});

test("the token of another user is reported as not found", async () => {
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  const bob = await signUp("bob");
  const made = (await alice.graphql(createToken, { input: script })).body.data.createToken;

  const answers = [];
  for (const by of [
    ...[made.token.tokenId, "tok_0000000000000000", "", "\0"].map((tokenId) => ({ tokenId })),
    ...[made.token.id, btoa("ApiToken:999"), btoa("Link:1"), ""].map((id) => ({ id })),
  ]) {
    answers.push((await bob.graphql(revokeToken, { by })).body.data.revokeToken);
  }

  const notFound = {
    __typename: "TokenNotFoundError",
    code: "TOKEN_NOT_FOUND",
    field: "by",
    message: "API token not found.",
  };
  expect(answers).toEqual(Array(8).fill(notFound));
  expect((await alice.graphql("{ __typename }")).status).toBe(200);
});
