import { type Actor, anonymous } from "../domain/actors/actor.ts";
import { UnauthenticatedError } from "../domain/errors.ts";
import { limitRequests } from "../domain/limits/limitRequests.ts";
import type { Standing } from "../domain/limits/standing.ts";
import { turnKey } from "../domain/queues/turnKey.ts";
import type { Service } from "../domain/service.ts";

/** Is told what the caller has left of their requests, or of the budget that refuses them. */
export type Tell = (standing: Standing) => void;

/** The account that a request of this actor comes from; undefined of nobody's. */
export function accountIdOf(actor: Actor): number | undefined {
  return actor.kind === "anonymous" ? undefined : actor.userId;
}

/**
 * Whoever `identify` finds, with one more request counted; what names nobody counts to its address.
 * Throws what `identify` and `turns.compute` throw, and TooManyTriesError.
 */
export async function admit(
  service: Service,
  address: string,
  identify: () => Promise<Actor>,
  tell: Tell,
): Promise<Actor> {
  const actor = await identify().catch(async (error) => {
    if (error instanceof UnauthenticatedError) {
      await limitRequests(anonymous(service, address), tell);
    }
    throw error;
  });
  await limitRequests(actor, tell);
  // What arrived together is begun by turns: to read, check and price a large operation takes a while.
  await service.turns.compute(turnKey(actor), () => {});
  return actor;
}
