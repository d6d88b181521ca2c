import type { IncomingMessage } from "node:http";
import { isBot } from "../core/clicks/bots.ts";
import { consumeClick } from "../core/links/consumeClick.ts";
import type { Service } from "../core/service.ts";
import { isVisit } from "./methods.ts";
import type { CachedTarget } from "./targetCache.ts";

/**
 * Returns whether a link with a click limit has a click left for this request. Visits by people
 * consume it. Bots, and requests that are not visits, are redirected while a click is left and
 * consume none.
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
