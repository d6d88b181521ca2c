import type { HttpEnvironment } from "./honoEnvironment.ts";

/** How an app responds to a request. */
export type FetchHandler = (
  request: Request,
  bindings: HttpEnvironment["Bindings"],
) => Response | Promise<Response>;
