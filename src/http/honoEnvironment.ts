import type { HttpBindings } from "@hono/node-server";
import type { Logger } from "pino";
import type { RequestSlot } from "./requestSlot.ts";

/** Hono context of every handler of the service. */
export interface HttpEnvironment {
  Bindings: HttpBindings & {
    /** Security headers of every response except a plain redirect. */
    securityHeaders: Record<string, string>;
  };
  Variables: {
    requestId: string;
    /** IP address of the client. Set where the APIs are mounted. */
    clientAddress: string;
    /** Name of the operation in the log. An API may set a more specific one. */
    operation: { name: string };
    /** Account of the request, set after a successful authentication. */
    accountId: number | undefined;
    /** Slot of the request in the concurrency limit. */
    slot: RequestSlot;
    /** Logger that adds the request ID to each line. */
    log: Logger;
  };
}
