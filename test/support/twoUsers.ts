import type { TestClient } from "./client.ts";
import type { Ids } from "./restRoutes.ts";
import { createWorld, type World } from "./world.ts";

/** A user with a link and a second token, and another user with the same. */
export interface TwoUsers extends World {
  alice: TestClient;
  bob: TestClient;
  /** The IDs of Alice's objects. */
  ids: Ids;
  /** The IDs of Bob's objects. */
  idsOfBob: Ids;
}

/** Creates a service with two users. */
export async function createTwoUsers(): Promise<TwoUsers> {
  const running = await createWorld();
  const [alice, bob] = [await running.signUp("alice"), await running.signUp("bob")];
  return {
    ...running,
    alice,
    bob,
    ids: await possessions(alice),
    idsOfBob: await possessions(bob),
  };
}

async function possessions(owner: TestClient): Promise<Ids> {
  const link = await owner.createLink();
  const { tokenId } = await createApiToken(owner, ["LINKS_READ"]);
  return { link_id: link.id, token_id: tokenId };
}

/** Creates another API token of the owner with these scopes. */
export async function createApiToken(
  owner: TestClient,
  scopes: string[],
): Promise<{ secret: string; tokenId: string }> {
  const { body } = await owner.graphql(
    `mutation ($input: CreateTokenInput!) {
      createToken(input: $input) { ... on CreateTokenPayload { secret token { tokenId } } }
    }`,
    { input: { name: "script", scopes } },
  );
  const { secret, token } = body.data.createToken;
  return { secret, tokenId: token.tokenId };
}
