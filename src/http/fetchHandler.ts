import type { HttpEnvironment } from "./honoEnvironment.ts";

/** Handles a request of an app. */
export type FetchHandler = (
  request: Request,
  bindings: HttpEnvironment["Bindings"],
) => Response | Promise<Response>;
