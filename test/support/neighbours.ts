import type { TestClient } from "./client.ts";
import type { Ids } from "./restRoutes.ts";
import { type World, world } from "./world.ts";

/** Somebody with a link and a second token, and a stranger with as much. */
export interface Neighbours extends World {
  alice: TestClient;
  bob: TestClient;
  /** What belongs to alice. */
  ids: Ids;
  /** What belongs to bob. */
  idsOfBob: Ids;
}

/** A service with two neighbours. */
export async function neighbours(): Promise<Neighbours> {
  const running = await world();
  const [alice, bob] = [await running.person("alice"), await running.person("bob")];
  return {
    ...running,
    alice,
    bob,
    ids: await possessions(alice),
    idsOfBob: await possessions(bob),
  };
}

async function possessions(owner: TestClient): Promise<Ids> {
  const link = await owner.createsLink();
  const { tokenId } = await makeToken(owner, ["LINKS_READ"]);
  return { link_id: link.id, token_id: tokenId };
}

/** A further API token of the owner, with these scopes. */
export async function makeToken(
  owner: TestClient,
  scopes: string[],
): Promise<{ secret: string; tokenId: string }> {
  const { body } = await owner.runs(
    `mutation ($input: CreateTokenInput!) {
      createToken(input: $input) { ... on CreateTokenPayload { secret token { tokenId } } }
    }`,
    { input: { name: "script", scopes } },
  );
  const { secret, token } = body.data.createToken;
  return { secret, tokenId: token.tokenId };
}
