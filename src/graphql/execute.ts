import type { TadaDocumentNode } from "gql.tada";
import { execute, type GraphQLError } from "graphql";
import { type Actor, anonymousActor } from "../domain/actors/actor.ts";
import { UnauthenticatedError } from "../domain/errors.ts";
import type { Service } from "../domain/service.ts";
import { admit, type Tell } from "./admission.ts";
import { actorFromAuthorization } from "./authentication.ts";
import type { Context } from "./context.ts";
import { isAccident, presentError, tellRefusal } from "./errors.ts";
import { schema } from "./schema.ts";

/** How another door runs documents against the schema, in process. */
export interface Executor {
  /**
   * Counts a request from the address, or of whom its Authorization header names, and tells what
   * they have left. Throws a GraphQLError, as its caller may see it, where they had nothing left.
   */
  admit(address: string, authorization: string | undefined, tell: Tell): Promise<Admission>;
  /** For what takes no notice of who asks: the same caller as nobody in particular. */
  asNobody(caller: Context): Context;
  execute<Data, Variables>(
    context: Context,
    document: TadaDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<{ data: Data } | { errors: readonly GraphQLError[]; accident: unknown }>;
}

export interface Admission {
  context: Context;
  /** What is wrong with an Authorization header that names nobody. */
  fault?: string;
}

/** Runs documents of this program's own making, which need no limits, validated beforehand. */
export function createExecutor(service: Service): Executor {
  const contextOf = (actor: Actor, tell: Tell): Context => ({
    actor,
    tell,
    userAgent: "",
    sameOrigin: false,
    reportUnnamedHost: () => {},
    setSessionCookie: () => {},
  });
  const nobody = (address: string, tell: Tell) => contextOf(anonymousActor(service, address), tell);
  return {
    asNobody: ({ actor, tell }) => nobody(actor.ipAddress, tell),
    admit: async (address, authorization, tell) => {
      const identify = () => actorFromAuthorization(service, address, authorization);
      try {
        return { context: contextOf(await admit(service, address, identify, tell), tell) };
      } catch (error) {
        if (error instanceof UnauthenticatedError) {
          return { context: nobody(address, tell), fault: error.message };
        }
        throw isAccident(error) ? error : presentError(error);
      }
    },
    execute: async (context, document, variables) => {
      const { data, errors } = await execute({
        schema,
        document,
        contextValue: context,
        variableValues: variables as Record<string, unknown>,
      });
      if (!errors) return { data: data as never };
      tellRefusal(context, errors);
      return { errors: errors.map(presentError), accident: errors.find(isAccident) };
    },
  };
}
