import { toAddressKey } from "../addressKey.ts";
import type { Actor } from "./actor.ts";

/** Returns the key under which the actor shares turns: its account, or its network if anonymous. */
export function toQueueKey(actor: Actor): number | string {
  return actor.kind === "anonymous" ? `network ${toAddressKey(actor.ipAddress)}` : actor.userId;
}
