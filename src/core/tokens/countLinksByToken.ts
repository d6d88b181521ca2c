import type { ApiToken } from "../../db/database.ts";
import { type Actor, requireSelf } from "../auth/actor.ts";
import type { AccountQueues } from "../queues/accountQueues.ts";
import { yieldToEventLoop } from "../yieldToEventLoop.ts";

/** Tokens whose links are counted in one statement. */
interface PendingBatch {
  ids: number[];
  counts: Promise<Map<number, number>>;
}

/** By owner id, for each service. */
const pendingBatches = new WeakMap<AccountQueues, Map<number, PendingBatch>>();

/**
 * Returns how many links one of the actor's tokens has created, without deleted ones. Concurrent
 * calls share one statement. Needs `tokens:read`. Throws ForbiddenError for a token of another
 * user.
 */
export async function countLinksByToken(
  actor: Actor,
  { id, ownerId }: Pick<ApiToken, "id" | "ownerId">,
): Promise<number> {
  const { queues } = requireSelf(actor, ownerId, "tokens:read").services;
  const byOwner = pendingBatches.get(queues) ?? new Map<number, PendingBatch>();
  pendingBatches.set(queues, byOwner);
  const { ids, counts } = byOwner.get(ownerId) ?? openBatch(queues, ownerId, byOwner);
  ids.push(id);
  return (await counts).get(id) ?? 0;
}

function openBatch(
  queues: AccountQueues,
  ownerId: number,
  byOwner: Map<number, PendingBatch>,
): PendingBatch {
  const ids: number[] = [];
  const batch = { ids, counts: yieldToEventLoop().then(count) };
  byOwner.set(ownerId, batch);
  return batch;

  async function count(): Promise<Map<number, number>> {
    byOwner.delete(ownerId);
    const groups = await queues.read(ownerId, ({ database }) =>
      database.link.groupBy({
        by: ["tokenId"],
        where: { tokenId: { in: ids } },
        _count: true,
      }),
    );
    return new Map(groups.map(({ tokenId, _count }) => [Number(tokenId), _count]));
  }
}
