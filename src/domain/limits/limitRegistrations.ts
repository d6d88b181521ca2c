import type { Actor } from "../actors/actor.ts";
import { network } from "./network.ts";
import { spend } from "./spend.ts";

/** Counts the account that the actor wants. Throws TooManyTriesError. */
export async function limitRegistrations({
  service: { limits, activity },
  address,
}: Actor): Promise<void> {
  if (limits) await spend(activity, [limits.registrationPerAddress, network(address)]);
}
