import type { Context as GraphqlContext } from "../graphql/context.ts";
import type { Executor } from "../graphql/execute.ts";
import type { HttpEnvironment } from "../http/environment.ts";

/** What REST handlers find in their Hono context beside what every handler does. */
export interface RestEnvironment {
  Bindings: HttpEnvironment["Bindings"];
  Variables: HttpEnvironment["Variables"] & {
    executor: Executor;
    /** Who asks. */
    caller: GraphqlContext;
    /** What is wrong with an Authorization header that names nobody. */
    fault: string | undefined;
  };
}
