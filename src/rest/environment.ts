import type { Context as GraphqlContext } from "../graphql/context.ts";
import type { Executor } from "../graphql/execute.ts";
import type { HttpEnvironment } from "../http/environment.ts";

/** What REST handlers find in their Hono context beside what every handler does. */
export interface RestEnvironment {
  Bindings: HttpEnvironment["Bindings"];
  Variables: HttpEnvironment["Variables"] & {
    executor: Executor;
    /** Who asks. Set by requireToken and allowAnybody. */
    caller: GraphqlContext;
  };
}
