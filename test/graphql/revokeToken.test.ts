import { expect, test } from "vitest";
import { createClient } from "../support/client.ts";
import { world } from "../support/world.ts";

const createToken = `mutation ($input: CreateTokenInput!) {
  createToken(input: $input) { ... on CreateTokenPayload { secret token { tokenId } } }
}`;
const revokeToken = `mutation ($tokenId: String!) {
  revokeToken(input: { tokenId: $tokenId }) {
    __typename
    ... on RevokeTokenPayload { tokenId }
    ... on UserError { code field message }
  }
}`;
const listTokens = "{ viewer { tokens { nodes { name } } } }";
const script = { name: "Script", scopes: ["LINKS_READ", "TOKENS_WRITE"] };

test("a revoked token is worthless at once, is listed no more, and cannot be revoked again", async () => {
  const { person, url } = await world();
  const alice = await person("alice");
  const made = (await alice.runs(createToken, { input: script })).body.data.createToken;
  const { tokenId } = made.token;

  const { body } = await alice.runs(revokeToken, { tokenId });

  expect(body.data.revokeToken).toEqual({ __typename: "RevokeTokenPayload", tokenId });
  expect((await createClient(url, made.secret).runs("{ __typename }")).status).toBe(401);
  const { nodes } = (await alice.runs(listTokens)).body.data.viewer.tokens;
  expect(nodes.map(({ name }: { name: string }) => name)).toEqual(["Login"]);
  expect((await alice.runs(revokeToken, { tokenId })).body.data.revokeToken.__typename).toBe(
    "TokenNotFoundError",
  );
});

test("somebody else's token looks as if it did not exist", async () => {
  const { person } = await world();
  const alice = await person("alice");
  const bob = await person("bob");
  const made = (await alice.runs(createToken, { input: script })).body.data.createToken;

  const answers = [];
  for (const tokenId of [made.token.tokenId, "tok_0000000000000000", "", "\0"]) {
    answers.push((await bob.runs(revokeToken, { tokenId })).body.data.revokeToken);
  }

  const notFound = {
    __typename: "TokenNotFoundError",
    code: "TOKEN_NOT_FOUND",
    field: null,
    message: "You have no API token with this id.",
  };
  expect(answers).toEqual([notFound, notFound, notFound, notFound]);
  expect((await alice.runs("{ __typename }")).status).toBe(200);
});
