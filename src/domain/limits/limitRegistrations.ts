import type { Actor } from "../actors/actor.ts";
import { passwordTaking } from "./limitPasswords.ts";
import { network } from "./network.ts";
import { spend } from "./spend.ts";

/** Counts the account that the actor wants, and its password. Throws TooManyTriesError. */
export async function limitRegistrations(actor: Actor): Promise<void> {
  const { limits, activity } = actor.service;
  if (!limits) return;
  await spend(
    activity,
    [limits.registrationPerAddress, network(actor.address)],
    passwordTaking(limits, actor),
  );
}
