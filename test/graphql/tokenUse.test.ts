import { expect, test } from "vitest";
import { createClient } from "../support/client.ts";
import { setClock } from "../support/fakeClock.ts";
import { createWorld } from "../support/world.ts";

const createToken = `mutation ($input: CreateTokenInput!) {
  createToken(input: $input) { ... on CreateTokenPayload { secret token { tokenId } } }
}`;
const listTokens = "{ viewer { tokens { nodes { lastUsedAt } } } }";
const script = { name: "Script", scopes: ["LINKS_READ", "TOKENS_WRITE"] };

test("a token is rejected from its expiry on", async () => {
  setClock("2030-01-01T12:00:00Z");
  const { signUp, url } = await createWorld();
  const alice = await signUp("alice");
  const input = { ...script, expiresAt: "2030-01-01T12:01:00Z" };
  const { secret } = (await alice.graphql(createToken, { input })).body.data.createToken;
  const program = createClient(url, secret);

  setClock("2030-01-01T12:00:59.999Z");
  expect((await program.graphql("{ __typename }")).status).toBe(200);
  setClock("2030-01-01T12:01:00Z");
  expect((await program.graphql("{ __typename }")).status).toBe(401);
});

test("the last use of a token is recorded at most once a minute", async () => {
  setClock("2030-01-01T12:00:00Z");
  const { signUp } = await createWorld();
  const alice = await signUp("alice");
  const lastUse = async () =>
    (await alice.graphql(listTokens)).body.data.viewer.tokens.nodes[0].lastUsedAt;

  // Requests do not wait until the use is written.
  await expect.poll(lastUse).toBe("2030-01-01T12:00:00.000Z");
  setClock("2030-01-01T12:00:59.999Z");
  expect([await lastUse(), await lastUse()]).toEqual(Array(2).fill("2030-01-01T12:00:00.000Z"));
  setClock("2030-01-01T12:01:00Z");
  await expect.poll(lastUse).toBe("2030-01-01T12:01:00.000Z");
});
