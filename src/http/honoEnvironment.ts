import type { HttpBindings } from "@hono/node-server";
import type { Logger } from "pino";
import type { RequestSlot } from "./requestSlot.ts";

/** What every handler of the service finds in its Hono context. */
export interface HttpEnvironment {
  Bindings: HttpBindings & {
    /** What an answer tells browsers, unless it is a plain redirect. */
    securityHeaders: Record<string, string>;
  };
  Variables: {
    requestId: string;
    /** IP address of whoever asks. Set at the doors of the programming interfaces. */
    clientAddress: string;
    /** What the request does, as the log names it; a door may name it more exactly. */
    operation: { name: string };
    /** The account that the request comes from, once it is known to come from one. */
    accountId: number | undefined;
    /** The request's place among those that wait for their answers. */
    slot: RequestSlot;
    /** Logs with the request's id. */
    log: Logger;
  };
}
