import type { ExecutionArgs } from "graphql";
import { createYoga, type Plugin, type YogaServerInstance } from "graphql-yoga";
import { Hono, type HonoRequest } from "hono";
import {
  DatabaseUnavailableError,
  RateLimitedError,
  RetryLaterError,
  UnauthenticatedError,
} from "../../core/errors.ts";
import type { RateLimitStatus } from "../../core/rateLimits/rateLimitStatus.ts";
import type { Services } from "../../core/services.ts";
import { authenticateSession } from "../../core/sessions/session.ts";
import { maxBodyBytes } from "../../http/bodyLimit.ts";
import { cutOnShutdown } from "../../http/cutOnShutdown.ts";
import { isStreamingResponse } from "../../http/headRequests.ts";
import type { HttpEnvironment } from "../../http/honoEnvironment.ts";
import { logUnexpectedError } from "../../http/logUnexpectedError.ts";
import { unexpectedErrorMessage } from "../../http/messages.ts";
import { preventCaching } from "../../http/preventCaching.ts";
import { setRateLimitHeaders } from "../../http/rateLimitHeaders.ts";
import { bodySizeLimit, requireJsonContentType } from "../../http/requestBody.ts";
import type { Context, ReportRateLimit } from "../schema/context.ts";
import { checkOrigin, type PageOrigin } from "../schema/sameOrigin.ts";
import { schema } from "../schema.ts";
import { accountIdOf, authenticateAndCount } from "./authenticateRequest.ts";
import { actorFromAuthorizationHeader } from "./authorizationHeader.ts";
import { closeUnacceptableStreamsPlugin } from "./closeUnacceptableStreams.ts";
import { describeOperation } from "./describeOperation.ts";
import { createDocumentCache } from "./documentCache.ts";
import {
  isUnexpectedError,
  maskError,
  reportExceededRateLimit,
  unwrapError,
} from "./errorMasking.ts";
import { eventStreamPlugin } from "./eventStream.ts";
import { executionQueuePlugin } from "./executionQueue.ts";
import { graphiqlPage, mountGraphiqlFiles } from "./graphiql.ts";
import { operationGuardPlugin } from "./operationGuard.ts";
import { rejectedStreamsPlugin } from "./rejectedStreams.ts";
import { schemaFile } from "./schemaFile.ts";
import { readSessionCookie, writeSessionCookie } from "./sessionCookie.ts";
import { sharedExecutionPlugin } from "./sharedExecution.ts";
import { createUnknownHostLog } from "./unknownHostLog.ts";
import { utf8BodyPlugin } from "./utf8Body.ts";

const maxUserAgentLength = 512;
const maxEventIdLength = 100;
const notAcceptableMessage =
  "The Accept header fits no response. Use application/json, or text/event-stream for a subscription.";

interface ServerContext extends Context {
  logUnexpectedError: (error: unknown) => void;
  /** Sets a more specific name for the operation in the log. */
  setOperationName: (name: string) => void;
}

/** Part of the context that is known before the page's origin is checked. */
type CallerContext = Omit<Context, keyof PageOrigin | "reportUnknownHost">;

interface GraphqlEnvironment extends HttpEnvironment {
  Variables: HttpEnvironment["Variables"] & {
    callerContext: CallerContext;
    /** Set-Cookie headers of the response. */
    cookies: string[];
  };
}

/** Creates the GraphQL endpoint, and GraphiQL for browsers that request HTML. */
export function createGraphqlServer(
  services: Services,
  trustedOrigins: ReadonlySet<string>,
): Hono<HttpEnvironment> {
  const yoga = createYogaServer();
  const logUnknownHost = createUnknownHostLog();
  const app = new Hono<GraphqlEnvironment>();
  const errorResponse = (status: 406 | 413 | 415 | 500, message: string, code: string) =>
    Response.json({ errors: [{ message, extensions: { code } }] }, { status });

  app.use("/", async (c, next) => {
    const cookies: string[] = [];
    c.set("cookies", cookies);
    const reportRateLimit = setRateLimitHeaders.bind(undefined, c.env.outgoing);
    if (isPersonal(c.req, services) && !prefersHtml(c.req)) preventCaching(c.env.outgoing);
    const { headers } = c.req.raw;
    const caller = await createCallerContext(
      services,
      c.var.clientAddress,
      headers,
      cookies,
      reportRateLimit,
    );
    c.set("callerContext", caller);
    c.set("accountId", accountIdOf(caller.actor));
    await next();
  });
  app.get("/", async (c, next) => (prefersHtml(c.req) ? graphiqlPage(c) : next()));
  app.post(
    "/",
    requireJsonContentType((message) => errorResponse(415, message, "UNSUPPORTED_MEDIA_TYPE")),
    bodySizeLimit(maxBodyBytes, (message) => errorResponse(413, message, "REQUEST_TOO_LARGE")),
  );
  app.all("/", async (c) => {
    const { callerContext, cookies } = c.var;
    const context: ServerContext = {
      ...callerContext,
      ...checkOrigin(c.req.raw.headers, services.baseUrl, trustedOrigins),
      reportUnknownHost: (host) => logUnknownHost(c.var.log, host),
      logUnexpectedError: (error) => logUnexpectedError(c, error, "GraphQL request failed"),
      setOperationName: (name) => {
        c.var.operation.name = name;
      },
    };
    const response = await yoga.fetch(c.req.raw, context);
    if (response.status === 406) {
      return errorResponse(406, notAcceptableMessage, "NOT_ACCEPTABLE");
    }
    if (isStreamingResponse(response)) cutOnShutdown(c.env.outgoing, services.shutdownSignal);
    return toNativeResponse(response, cookies);
  });
  app.onError((error, c) => {
    const unwrapped = unwrapError(error);
    if (isRequestRejection(unwrapped)) return rejectionResponse(unwrapped);
    logUnexpectedError(c, error, "GraphQL request failed");
    return errorResponse(500, unexpectedErrorMessage, "INTERNAL_SERVER_ERROR");
  });
  const mountable = app as unknown as Hono<HttpEnvironment>;
  mountGraphiqlFiles(mountable);
  mountable.get("/schema.graphql", schemaFile);
  return mountable;
}

/**
 * Converts Yoga's response, with these cookies, to a native Response, because Hono cannot copy
 * Yoga's own class. A stream stays as it is: a copy can be ended before its first read, which
 * throws an uncaught error.
 */
async function toNativeResponse(response: Response, cookies: string[]): Promise<Response> {
  const { status } = response;
  const isStream = isStreamingResponse(response);
  const headers = isStream ? response.headers : new Headers([...response.headers]);
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return isStream ? response : new Response(await response.text(), { status, headers });
}

/** Returns whether a browser requests GraphiQL. */
function prefersHtml(request: HonoRequest): boolean {
  if (request.method === "POST" || request.query("query")) return false;
  return request.header("accept")?.includes("text/html") === true;
}

/**
 * Returns whether the response may be specific to this caller. Every POST counts, because a login
 * carries no credentials yet.
 */
function isPersonal(request: HonoRequest, { baseUrl }: Services): boolean {
  if (request.method === "POST" || request.header("authorization") !== undefined) return true;
  return readSessionCookie(baseUrl, request.header("cookie")) !== undefined;
}

/** Reasons to reject a request before it is processed. */
type RequestRejection =
  | UnauthenticatedError
  | RateLimitedError
  | RetryLaterError
  | DatabaseUnavailableError;

function isRequestRejection(error: unknown): error is RequestRejection {
  return (
    error instanceof UnauthenticatedError ||
    error instanceof RateLimitedError ||
    error instanceof RetryLaterError ||
    error instanceof DatabaseUnavailableError
  );
}

function rejectionResponse(error: RequestRejection): Response {
  const { message, extensions } = maskError(error);
  return Response.json(
    { errors: [{ message, extensions }] },
    error instanceof UnauthenticatedError
      ? { status: 401, headers: { "WWW-Authenticate": "Bearer" } }
      : {
          status: error.code === "RATE_LIMITED" ? 429 : 503,
          headers: { "Retry-After": String(error.retryAfterSeconds) },
        },
  );
}

/** Returns the response to a request that exceeds the concurrency limit. */
export function graphqlOverloadedResponse(
  _c: unknown,
  message: string,
  headers: Record<string, string>,
): Response {
  const errors = [{ message, extensions: { code: "OVERLOADED" } }];
  return Response.json({ errors }, { status: 503, headers });
}

/** Returns the response to a request while the database is not available. */
export function graphqlNotReadyResponse(
  message: string,
  headers: Record<string, string>,
): Response {
  const errors = [{ message, extensions: { code: "SERVICE_UNAVAILABLE" } }];
  return Response.json({ errors }, { status: 503, headers });
}

const operationNamePlugin: Plugin<ServerContext, ServerContext> = {
  onExecute: ({ args }) => nameOperation(args),
  onSubscribe: ({ args }) => nameOperation(args),
};

function nameOperation({ contextValue, document, operationName }: ExecutionArgs): void {
  (contextValue as ServerContext).setOperationName(describeOperation(document, operationName));
}

/** Logs unexpected errors of every response, regardless of the phase in which they occurred. */
const unexpectedErrorPlugin: Plugin<ServerContext, ServerContext> = {
  onResultProcess: ({ result, serverContext }) => {
    if (!("errors" in result)) return;
    logUnexpectedErrors(serverContext, result.errors);
    reportExceededRateLimit(serverContext, result.errors ?? []);
  },
  onSubscribe: ({ args: { contextValue } }) => ({
    onSubscribeResult: () => ({
      onNext: ({ result }) => {
        if ("errors" in result) logUnexpectedErrors(contextValue, result.errors);
      },
    }),
    onSubscribeError: ({ error }) => logUnexpectedErrors(contextValue, [error]),
  }),
};

function logUnexpectedErrors(
  { logUnexpectedError }: ServerContext,
  errors: readonly unknown[] = [],
): void {
  for (const error of errors.filter(isUnexpectedError)) logUnexpectedError(unwrapError(error));
}

function createYogaServer(): YogaServerInstance<ServerContext, Context> {
  return createYoga<ServerContext, Context>({
    schema,
    graphqlEndpoint: "/graphql",
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    // The size of bodies is limited before they arrive here.
    maxRequestBodySize: false,
    logging: false,
    parserAndValidationCache: {
      documentCache: createDocumentCache(),
      errorCache: createDocumentCache(),
    },
    maskedErrors: { maskError },
    plugins: [
      utf8BodyPlugin,
      operationNamePlugin,
      operationGuardPlugin,
      executionQueuePlugin,
      unexpectedErrorPlugin,
      closeUnacceptableStreamsPlugin,
      rejectedStreamsPlugin,
      eventStreamPlugin,
      sharedExecutionPlugin,
    ],
  });
}

async function createCallerContext(
  services: Services,
  ipAddress: string,
  headers: Headers,
  cookies: string[],
  reportRateLimit: ReportRateLimit,
): Promise<CallerContext> {
  const setSessionCookie = (secret: string | null) => {
    cookies.push(writeSessionCookie(services.baseUrl, secret));
  };
  const context = {
    userAgent: (headers.get("user-agent") ?? "").slice(0, maxUserAgentLength),
    // Longer text is the id of no event.
    lastEventId: headers.get("last-event-id")?.slice(0, maxEventIdLength),
    setSessionCookie,
    reportRateLimit,
  };
  const authenticate = async () => {
    const authorization = headers.get("authorization") ?? undefined;
    const secret = readSessionCookie(services.baseUrl, headers.get("cookie") ?? undefined);
    if (authorization !== undefined || secret === undefined) {
      return actorFromAuthorizationHeader(services, ipAddress, authorization);
    }
    const { actor, renewed } = await authenticateSession(services, ipAddress, secret);
    if (renewed) setSessionCookie(secret);
    return actor;
  };
  let requestLimit: RateLimitStatus | undefined;
  const actor = await authenticateAndCount(services, ipAddress, authenticate, (status) => {
    requestLimit = status;
    reportRateLimit(status);
  });
  return { ...context, actor, requestLimit };
}
