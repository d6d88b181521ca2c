import type { IncomingMessage } from "node:http";
import { isBot } from "../core/clicks/bots.ts";
import { consumeClick } from "../core/clicks/consumeClick.ts";
import type { Service } from "../core/service.ts";
import { isVisit } from "./methods.ts";
import type { CachedTarget } from "./targetCache.ts";

/**
 * Whether a link that allows only so many clicks has one for this request. People use it up. Programs,
 * and requests that are no visit, are redirected for as long as one is left.
 */
export async function tryConsumeClick(
  service: Service,
  incoming: IncomingMessage,
  target: CachedTarget,
  now: number,
): Promise<boolean> {
  if (isVisit(incoming.method) && !isBot(incoming.headers["user-agent"] ?? "")) {
    return consumeClick(service, target, now);
  }
  const current = await service.lookup.findLink(target.shortCode, true);
  return (
    current !== undefined && current.clickCount < (current.maxClicks ?? Number.POSITIVE_INFINITY)
  );
}
