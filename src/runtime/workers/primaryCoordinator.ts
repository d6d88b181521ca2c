import type { EventEmitter } from "node:events";
import { encodeVisitBatch } from "../../core/clicks/encodedVisitBatch.ts";
import type { DomainEvents } from "../../core/events/domainEvents.ts";
import { bridgeEvents, type SharedEvent } from "../../core/events/eventBridge.ts";
import type { CreateRateLimiter } from "../../core/rateLimits/rateLimiter.ts";
import type { Coordinator, CreateCoordinator } from "../coordinator.ts";
import type { RpcChannel } from "./rpcChannel.ts";
import type { PrimaryApi } from "./rpcInterfaces.ts";

/**
 * Creates the coordinator of a worker, which requests shared state from the primary. `subscribe`
 * registers the listener for events from the primary. `publishClicks` is false if clicks are
 * published otherwise, so that they do not arrive twice.
 */
export function createPrimaryCoordinator(
  primary: RpcChannel<PrimaryApi>,
  subscribe: (listener: (event: SharedEvent) => void) => void,
  publishClicks: boolean,
): CreateCoordinator {
  const createRateLimiter: CreateRateLimiter = (name, rateLimit) => {
    const limiterId = { name, rateLimit };
    return {
      ...limiterId,
      consume: (key, options = {}) => primary.request("consume", limiterId, key, options),
      refund: (key, points = 1) => primary.request("refund", limiterId, key, points),
      reset: (key) => primary.request("reset", limiterId, key),
      isOpen: (key) => primary.request("isOpen", limiterId, key),
    };
  };
  return async ({ events }) => {
    const publish = (event: SharedEvent) => {
      if (publishClicks || event[0] !== "linksClicked") void primary.notify("eventOccurred", event);
    };
    bridgeEvents(events, { publish, subscribe });
    reportSubscriptions(events.domain, primary);
    return {
      writer: createRemoteWriter(primary),
      createRateLimiter,
      gatherMetrics: () => primary.request("gatherMetrics"),
      close: async () => {},
    };
  };
}

/**
 * The primary decides itself whether to publish the written clicks, because another worker may have
 * subscribers.
 */
function createRemoteWriter(primary: RpcChannel<PrimaryApi>): Coordinator["writer"] {
  return {
    write: (batch) => primary.request("write", encodeVisitBatch(batch)),
    enrich: (batch, condensed) => primary.request("describe", encodeVisitBatch(batch), condensed),
    writeEncoded: (batches) => primary.request("writePacked", batches),
  };
}

/** Counts the listeners for clicks from now on, and reports changes to the primary. */
function reportSubscriptions(events: DomainEvents, primary: RpcChannel<PrimaryApi>): void {
  let listeners = 0;
  const onListenerChange = (change: 1 | -1) => (name: unknown) => {
    if (name !== "link.clicked") return;
    const before = listeners > 0;
    listeners += change;
    if (before !== listeners > 0) void primary.notify("subscriptionsChanged", listeners > 0);
  };
  const emitter: EventEmitter = events;
  emitter.on("newListener", onListenerChange(1)).on("removeListener", onListenerChange(-1));
}
