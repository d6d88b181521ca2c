import type { ExecutionArgs } from "graphql";
import { createYoga, type Plugin, type YogaServerInstance } from "graphql-yoga";
import { Hono, type HonoRequest } from "hono";
import {
  DatabaseUnavailableError,
  RateLimitedError,
  RetryLaterError,
  UnauthenticatedError,
} from "../../core/errors.ts";
import type { Service } from "../../core/service.ts";
import { authenticateSession } from "../../core/sessions/session.ts";
import { maxBodyBytes } from "../../http/bodyLimit.ts";
import { isStreamingResponse } from "../../http/headRequests.ts";
import type { HttpEnvironment } from "../../http/honoEnvironment.ts";
import { logUnexpectedError } from "../../http/logUnexpectedError.ts";
import { unexpectedErrorMessage } from "../../http/messages.ts";
import { preventCaching } from "../../http/preventCaching.ts";
import { setRateLimitHeaders } from "../../http/rateLimitHeaders.ts";
import { bodySizeLimit, requireJsonContentType } from "../../http/requestBody.ts";
import { accountIdOf, authenticateAndCount, type ReportRateLimit } from "../authenticateRequest.ts";
import type { Context } from "../schema/context.ts";
import { checkOrigin, type PageOrigin } from "../schema/sameOrigin.ts";
import { schema } from "../schema.ts";
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
import { executionQueuePlugin } from "./executionQueue.ts";
import { graphiqlPage, mountGraphiqlFiles } from "./graphiql.ts";
import { operationGuardPlugin } from "./operationGuard.ts";
import { readSessionCookie, writeSessionCookie } from "./sessionCookie.ts";
import { sharedExecutionPlugin } from "./sharedExecution.ts";
import { createUnknownHostLog } from "./unknownHostLog.ts";
import { utf8BodyPlugin } from "./utf8Body.ts";

const maxUserAgentLength = 512;

interface ServerContext extends Context {
  logUnexpectedError: (error: unknown) => void;
  /** Gives the operation, as the log calls it, a more exact name. */
  setOperationName: (name: string) => void;
}

/** What is known of whoever asks before it is known where the page is. */
type CallerContext = Omit<Context, keyof PageOrigin | "reportUnknownHost">;

interface GraphqlEnvironment extends HttpEnvironment {
  Variables: HttpEnvironment["Variables"] & {
    callerContext: CallerContext;
    /** Set-Cookie headers of the answer. */
    cookies: string[];
  };
}

/** The GraphQL endpoint and, for browsers that ask for a page, GraphiQL. */
export function createGraphqlServer(
  service: Service,
  trustedOrigins: ReadonlySet<string>,
): Hono<HttpEnvironment> {
  const yoga = createYogaServer();
  const logUnknownHost = createUnknownHostLog();
  const app = new Hono<GraphqlEnvironment>();
  const errorResponse = (status: 413 | 415 | 500, message: string, code: string) =>
    Response.json({ errors: [{ message, extensions: { code } }] }, { status });

  app.use("/", async (c, next) => {
    const cookies: string[] = [];
    c.set("cookies", cookies);
    const reportRateLimit = setRateLimitHeaders.bind(undefined, c.env.outgoing);
    if (isPersonal(c.req, service) && !prefersHtml(c.req)) preventCaching(c.env.outgoing);
    const { headers } = c.req.raw;
    const caller = await createCallerContext(
      service,
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
      ...checkOrigin(c.req.raw.headers, service.baseUrl, trustedOrigins),
      reportUnknownHost: (host) => logUnknownHost(c.var.log, host),
      logUnexpectedError: (error) => logUnexpectedError(c, error, "GraphQL request failed"),
      setOperationName: (name) => {
        c.var.operation.name = name;
      },
    };
    return toNativeResponse(await yoga.fetch(c.req.raw, context), cookies);
  });
  app.onError((error, c) => {
    const unwrapped = unwrapError(error);
    if (isRequestRejection(unwrapped)) return rejectionResponse(unwrapped);
    logUnexpectedError(c, error, "GraphQL request failed");
    return errorResponse(500, unexpectedErrorMessage, "INTERNAL_SERVER_ERROR");
  });
  const mountable = app as unknown as Hono<HttpEnvironment>;
  mountGraphiqlFiles(mountable);
  return mountable;
}

/**
 * Yoga's answer with these cookies, as a Response of this process, since its own class is none that Hono can
 * copy. A stream stays as it is: ended before it was read from, as a copy of it can be, it throws past everybody.
 */
async function toNativeResponse(response: Response, cookies: string[]): Promise<Response> {
  const { status } = response;
  const isStream = isStreamingResponse(response);
  const headers = isStream ? response.headers : new Headers([...response.headers]);
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return isStream ? response : new Response(await response.text(), { status, headers });
}

/** Whether a browser asks for GraphiQL. */
function prefersHtml(request: HonoRequest): boolean {
  if (request.method === "POST" || request.query("query")) return false;
  return request.header("accept")?.includes("text/html") === true;
}

/** Whether the answer may be for this caller alone. A login, which is a POST, comes from nobody. */
function isPersonal(request: HonoRequest, { baseUrl }: Service): boolean {
  if (request.method === "POST" || request.header("authorization") !== undefined) return true;
  return readSessionCookie(baseUrl, request.header("cookie")) !== undefined;
}

/** Why a request is not let in at all. */
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

/** The answer to a request for which there is no room at the moment. */
export function graphqlOverloadedResponse(
  _c: unknown,
  message: string,
  headers: Record<string, string>,
): Response {
  const errors = [{ message, extensions: { code: "OVERLOADED" } }];
  return Response.json({ errors }, { status: 503, headers });
}

/** The answer to a request that can be answered only when the database is there. */
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

/** Stands where every answer passes, in whichever phase its errors arose. */
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
    // Bodies are limited before they come here.
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
      sharedExecutionPlugin,
    ],
  });
}

async function createCallerContext(
  service: Service,
  ipAddress: string,
  headers: Headers,
  cookies: string[],
  reportRateLimit: ReportRateLimit,
): Promise<CallerContext> {
  const setSessionCookie = (secret: string | null) => {
    cookies.push(writeSessionCookie(service.baseUrl, secret));
  };
  const context = {
    userAgent: (headers.get("user-agent") ?? "").slice(0, maxUserAgentLength),
    setSessionCookie,
    reportRateLimit,
  };
  const authenticate = async () => {
    const authorization = headers.get("authorization") ?? undefined;
    const secret = readSessionCookie(service.baseUrl, headers.get("cookie") ?? undefined);
    if (authorization !== undefined || secret === undefined) {
      return actorFromAuthorizationHeader(service, ipAddress, authorization);
    }
    const { actor, renewed } = await authenticateSession(service, ipAddress, secret);
    if (renewed) setSessionCookie(secret);
    return actor;
  };
  return {
    ...context,
    actor: await authenticateAndCount(service, ipAddress, authenticate, reportRateLimit),
  };
}
