import type { TadaDocumentNode } from "gql.tada";
import { execute, type GraphQLError } from "graphql";
import { DomainError } from "../domain/errors.ts";
import type { Service } from "../domain/service.ts";
import { actorFromAuthorization } from "./authentication.ts";
import type { Context } from "./context.ts";
import { isAccident, presentError } from "./errors.ts";
import { schema } from "./schema.ts";

/** How another door runs documents against the schema, in process. */
export interface Executor {
  /** Who asks. Throws where the header names nobody. */
  authenticate(authorization: string | undefined): Promise<Context>;
  execute<Data, Variables>(
    context: Context,
    document: TadaDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<{ data: Data } | { errors: readonly GraphQLError[]; accident: unknown }>;
}

/** Runs documents of this program's own making, which need no limits, validated beforehand. */
export function createExecutor(service: Service): Executor {
  return {
    authenticate: async (authorization) => ({
      actor: await actorFromAuthorization(service, authorization),
      sameOrigin: false,
      setSessionCookie: () => {},
    }),
    execute: async (context, document, variables) => {
      const { data, errors } = await execute({
        schema,
        document,
        contextValue: context,
        variableValues: variables as Record<string, unknown>,
      });
      if (!errors) return { data: data as never };
      return { errors: errors.map(presentError), accident: errors.find(isAccident) };
    },
  };
}

/** True for the refusal of an Authorization header, whose message is for the caller. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof DomainError;
}
