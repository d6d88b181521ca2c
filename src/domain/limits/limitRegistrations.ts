import type { Actor } from "../actors/actor.ts";
import { OverloadedError, TooMuchWaitingError } from "../errors.ts";
import { passwordTaking } from "./limitPasswords.ts";
import { network } from "./network.ts";
import { giveBack, spend, type Taking } from "./spend.ts";

/**
 * Makes the account that the actor wants, counted with its password before: to their address, and to
 * the budget of all, which is given back where none was made. So who asks for what cannot be made uses
 * up nobody else's. Throws TooManyTriesError, and what `make` throws.
 */
export async function limitRegistrations<Result>(
  actor: Actor,
  make: () => Promise<Result>,
): Promise<Result> {
  const { limits, activity } = actor.service;
  if (!limits) return make();
  const ofCaller: Taking[] = [
    [limits.registrationPerAddress, network(actor.address)],
    passwordTaking(limits, actor),
  ];
  // Last, so that an address that is refused anyway takes nothing of it.
  const ofAll: Taking = [limits.registration, "all"];
  await spend(activity, ...ofCaller, ofAll);
  try {
    return await make();
  } catch (error) {
    await giveBack(ofAll, ...(isTurnedAway(error) ? ofCaller : []));
    throw error;
  }
}

/** Whether nothing was done, because too much waits. */
function isTurnedAway(error: unknown): boolean {
  return error instanceof OverloadedError || error instanceof TooMuchWaitingError;
}
