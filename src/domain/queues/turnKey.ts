import type { Actor } from "../actors/actor.ts";
import { network } from "../limits/network.ts";

/** With whom the actor shares turns: with its account, or without one with its network. */
export function turnKey(actor: Actor): number | string {
  return actor.kind === "anonymous" ? `network ${network(actor.address)}` : actor.userId;
}
