import { setImmediate as breathe } from "node:timers/promises";
import type { ApiToken, Database } from "../../db/database.ts";
import { type Actor, requireSelf } from "../actors/actor.ts";

/** Tokens whose links are counted together. */
interface Asked {
  ids: number[];
  counts: Promise<Map<number, number>>;
}

const asked = new WeakMap<Database, Asked>();

/**
 * How many links one of the actor's tokens has made that are not deleted. What is asked at once is
 * one statement. Needs `tokens:read`. Throws ForbiddenError for a token of somebody else.
 */
export async function countLinks(
  actor: Actor,
  { id, ownerId }: Pick<ApiToken, "id" | "ownerId">,
): Promise<number> {
  const { database } = requireSelf(actor, ownerId, "tokens:read").service;
  const { ids, counts } = asked.get(database) ?? begin(database);
  ids.push(id);
  return (await counts).get(id) ?? 0;
}

function begin(database: Database): Asked {
  const ids: number[] = [];
  const begun = { ids, counts: breathe().then(count) };
  asked.set(database, begun);
  return begun;

  async function count(): Promise<Map<number, number>> {
    asked.delete(database);
    const groups = await database.link.groupBy({
      by: ["tokenId"],
      where: { tokenId: { in: ids } },
      _count: true,
    });
    return new Map(groups.map(({ tokenId, _count }) => [Number(tokenId), _count]));
  }
}
