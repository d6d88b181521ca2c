import type { Context as GraphqlContext } from "../graphql/schema/context.ts";
import type { SchemaClient } from "../graphql/server/schemaClient.ts";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";

/** What REST handlers find in their Hono context beside what every handler does. */
export interface RestEnvironment {
  Bindings: HttpEnvironment["Bindings"];
  Variables: HttpEnvironment["Variables"] & {
    schemaClient: SchemaClient;
    /** Who asks. */
    context: GraphqlContext;
    /** What is wrong with an Authorization header that names nobody. */
    authenticationError: string | undefined;
  };
}
