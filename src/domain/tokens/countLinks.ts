import type { ApiToken } from "../../db/database.ts";
import { type Actor, requireSelf } from "../actors/actor.ts";
import type { Turns } from "../queues/turns.ts";
import { yieldToEventLoop } from "../yieldToEventLoop.ts";

/** Tokens whose links are counted together. */
interface Asked {
  ids: number[];
  counts: Promise<Map<number, number>>;
}

/** By whose they are, in each service. */
const asked = new WeakMap<Turns, Map<number, Asked>>();

/**
 * How many links one of the actor's tokens has made that are not deleted. What is asked at once is
 * one statement. Needs `tokens:read`. Throws ForbiddenError for a token of somebody else.
 */
export async function countLinks(
  actor: Actor,
  { id, ownerId }: Pick<ApiToken, "id" | "ownerId">,
): Promise<number> {
  const { turns } = requireSelf(actor, ownerId, "tokens:read").service;
  const ofService = asked.get(turns) ?? new Map<number, Asked>();
  asked.set(turns, ofService);
  const { ids, counts } = ofService.get(ownerId) ?? begin(turns, ownerId, ofService);
  ids.push(id);
  return (await counts).get(id) ?? 0;
}

function begin(turns: Turns, ownerId: number, ofService: Map<number, Asked>): Asked {
  const ids: number[] = [];
  const begun = { ids, counts: yieldToEventLoop().then(count) };
  ofService.set(ownerId, begun);
  return begun;

  async function count(): Promise<Map<number, number>> {
    ofService.delete(ownerId);
    const groups = await turns.read(ownerId, ({ database }) =>
      database.link.groupBy({
        by: ["tokenId"],
        where: { tokenId: { in: ids } },
        _count: true,
      }),
    );
    return new Map(groups.map(({ tokenId, _count }) => [Number(tokenId), _count]));
  }
}
