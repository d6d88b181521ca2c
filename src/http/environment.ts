import type { HttpBindings } from "@hono/node-server";
import type { Logger } from "pino";

/** What every handler of the service finds in its Hono context. */
export interface HttpEnvironment {
  Bindings: HttpBindings;
  Variables: {
    requestId: string;
    /** Logs with the request's id. */
    log: Logger;
  };
}
