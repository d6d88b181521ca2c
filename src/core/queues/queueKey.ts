import type { Actor } from "../actors/actor.ts";
import { toAddressKey } from "../rateLimits/addressKey.ts";

/** With whom the actor shares turns: with its account, or without one with its network. */
export function toQueueKey(actor: Actor): number | string {
  return actor.kind === "anonymous" ? `network ${toAddressKey(actor.ipAddress)}` : actor.userId;
}
