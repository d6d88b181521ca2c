import type { Link } from "../../db/database.ts";
import type { LinkEvent } from "../events/domainEvents.ts";
import { toLinkKey } from "./linkKey.ts";

/** Returns the content of an event about a link. */
export function toLinkEvent({ id, ownerId, shortCode }: Link): LinkEvent {
  return { linkId: id, ownerId, linkKey: toLinkKey(shortCode) };
}
