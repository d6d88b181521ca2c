import type { IncomingMessage } from "node:http";
import { isBot } from "../domain/clicks/bots.ts";
import { useClick } from "../domain/clicks/useClick.ts";
import type { Service } from "../domain/service.ts";
import type { CachedTarget } from "./targetCache.ts";

/** Whether a link that allows only so many clicks has one for this request. People use it up. */
export async function takeClick(
  service: Service,
  incoming: IncomingMessage,
  target: CachedTarget,
  now: number,
): Promise<boolean> {
  if (incoming.method !== "HEAD" && !isBot(incoming.headers["user-agent"] ?? "")) {
    return useClick(service, target, now);
  }
  const current = await service.lookup.findLink(target.shortCode, true);
  return (
    current !== undefined && current.clickCount < (current.maxClicks ?? Number.POSITIVE_INFINITY)
  );
}
