import type { Context as GraphqlContext } from "../../graphql/schema/context.ts";
import type { SchemaClient } from "../../graphql/server/schemaClient.ts";
import type { HttpEnvironment } from "../../http/honoEnvironment.ts";

/** Hono context of REST handlers, in addition to that of every handler. */
export interface RestEnvironment {
  Bindings: HttpEnvironment["Bindings"];
  Variables: HttpEnvironment["Variables"] & {
    schemaClient: SchemaClient;
    /** Context of the caller. */
    context: GraphqlContext;
    /** Reason why the Authorization header is invalid. */
    authenticationError: string | undefined;
  };
}
