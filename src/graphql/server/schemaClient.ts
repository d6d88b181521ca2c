import type { TadaDocumentNode } from "gql.tada";
import { execute, type GraphQLError } from "graphql";
import { type Actor, anonymousActor } from "../../core/auth/actor.ts";
import { UnauthenticatedError } from "../../core/errors.ts";
import type { Services } from "../../core/services.ts";
import { authenticateSession } from "../../core/sessions/session.ts";
import type { Context, ReportRateLimit } from "../schema/context.ts";
import { schema } from "../schema.ts";
import { authenticateAndCount } from "./authenticateRequest.ts";
import { actorFromAuthorizationHeader } from "./authorizationHeader.ts";
import { isUnexpectedError, maskError, reportExceededRateLimit } from "./errorMasking.ts";
import { readSessionCookie } from "./sessionCookie.ts";

/** Runs documents against the schema in process, for another API. */
export interface SchemaClient {
  /**
   * Counts a request against the limit of the IP address or of the owner of the credentials, and
   * reports the remaining limit. Throws a masked GraphQLError if the limit is exceeded.
   */
  authenticate(
    ipAddress: string,
    credentials: Credentials,
    reportRateLimit: ReportRateLimit,
  ): Promise<Authentication>;
  /**
   * Returns the context of the same caller without an identity, for operations that ignore
   * credentials.
   */
  asAnonymous(context: Context): Context;
  execute<Data, Variables>(
    context: Context,
    document: TadaDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<{ data: Data } | { errors: readonly GraphQLError[]; unexpectedError: unknown }>;
}

/** Headers of a request. An API token takes precedence over the cookie of a session. */
export interface Credentials {
  authorization: string | undefined;
  cookie: string | undefined;
}

export interface Authentication {
  context: Context;
  /** Reason why the Authorization header is invalid. */
  authenticationError?: string;
}

/**
 * Creates a client that runs documents of this program. They need no limits and are validated in
 * advance.
 */
export function createSchemaClient(services: Services): SchemaClient {
  const createContext = (actor: Actor, reportRateLimit: ReportRateLimit): Context => ({
    actor,
    reportRateLimit,
    requestLimit: undefined,
    lastEventId: undefined,
    userAgent: "",
    sameOrigin: false,
    reportUnknownHost: () => {},
    setSessionCookie: () => {},
  });
  const createAnonymousContext = (ipAddress: string, reportRateLimit: ReportRateLimit) =>
    createContext(anonymousActor(services, ipAddress), reportRateLimit);
  return {
    asAnonymous: ({ actor, reportRateLimit }) =>
      createAnonymousContext(actor.ipAddress, reportRateLimit),
    authenticate: async (ipAddress, { authorization, cookie }, reportRateLimit) => {
      const secret = readSessionCookie(services.baseUrl, cookie);
      const authenticateActor = async () =>
        authorization === undefined && secret !== undefined
          ? (await authenticateSession(services, ipAddress, secret)).actor
          : actorFromAuthorizationHeader(services, ipAddress, authorization);
      try {
        return {
          context: createContext(
            await authenticateAndCount(services, ipAddress, authenticateActor, reportRateLimit),
            reportRateLimit,
          ),
        };
      } catch (error) {
        if (error instanceof UnauthenticatedError) {
          return {
            context: createAnonymousContext(ipAddress, reportRateLimit),
            authenticationError: error.message,
          };
        }
        throw isUnexpectedError(error) ? error : maskError(error);
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
      reportExceededRateLimit(context, errors);
      return { errors: errors.map(maskError), unexpectedError: errors.find(isUnexpectedError) };
    },
  };
}
