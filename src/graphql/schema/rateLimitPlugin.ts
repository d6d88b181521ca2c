import SchemaBuilder, {
  BasePlugin,
  type PothosOutputFieldConfig,
  type SchemaTypes,
} from "@pothos/core";
import type { GraphQLFieldResolver } from "graphql";
import { RateLimitedError } from "../../core/errors.ts";
import type { Context } from "./context.ts";

const name = "rateLimitReport";

/**
 * Reports a limit that rejects a mutation, for the headers of the response. The result is then an
 * ordinary user error, in which the server does not find it any more.
 */
class RateLimitReportPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types["Context"], object>,
    { parentType }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types["Context"], object> {
    if (parentType !== "Mutation") return resolve;
    return async (root, parameters, context, info) => {
      try {
        return await resolve(root, parameters, context, info);
      } catch (error) {
        if (error instanceof RateLimitedError) {
          (context as Context).reportRateLimit(error.rateLimitStatus, true);
        }
        throw error;
      }
    };
  }
}

declare global {
  namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      rateLimitReport: RateLimitReportPlugin<Types>;
    }
  }
}

SchemaBuilder.registerPlugin(name, RateLimitReportPlugin);

export default name;
