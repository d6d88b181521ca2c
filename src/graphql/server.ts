import type { ExecutionArgs } from "graphql";
import { createYoga, type Plugin, type YogaServerInstance } from "graphql-yoga";
import { Hono, type HonoRequest } from "hono";
import {
  DatabaseUnavailableError,
  RateLimitedError,
  RetryLaterError,
  UnauthenticatedError,
} from "../domain/errors.ts";
import type { Service } from "../domain/service.ts";
import { authenticateSession } from "../domain/sessions/session.ts";
import { maxBodyBytes } from "../http/bodyLimit.ts";
import type { HttpEnvironment } from "../http/environment.ts";
import { isEndless } from "../http/headRequests.ts";
import { unexpectedErrorMessage } from "../http/messages.ts";
import { keepFromCaches } from "../http/personalAnswer.ts";
import { writeRateLimit } from "../http/rateLimitHeaders.ts";
import { reportAccident } from "../http/reportAccident.ts";
import { jsonBodyOnly, limitBody } from "../http/requestBody.ts";
import { accountIdOf, admit, type Tell } from "./admission.ts";
import { actorFromAuthorization } from "./authentication.ts";
import { bodyEncoding } from "./bodyEncoding.ts";
import type { Context } from "./context.ts";
import { createDocumentCache } from "./documentCache.ts";
import { isAccident, presentError, rootOf, tellRefusal } from "./errors.ts";
import { executionTurns } from "./executionTurns.ts";
import { graphiqlPage, mountGraphiqlFiles } from "./graphiql.ts";
import { guard } from "./guard.ts";
import { operationNameOf } from "./operationName.ts";
import { judgeOrigin, type PageOrigin } from "./sameOrigin.ts";
import { schema } from "./schema.ts";
import { readSessionCookie, writeSessionCookie } from "./sessionCookie.ts";
import { sharedExecution } from "./subscriptions/sharedExecution.ts";
import { unreadableStreams } from "./subscriptions/unreadableStreams.ts";
import { createUnnamedHostLog } from "./unnamedHostLog.ts";

const longestUserAgent = 512;

interface ServerContext extends Context {
  reportAccident: (error: unknown) => void;
  /** Gives the operation, as the log calls it, a more exact name. */
  nameOperation: (name: string) => void;
}

/** What is known of whoever asks before it is known where the page is. */
type Caller = Omit<Context, keyof PageOrigin | "reportUnnamedHost">;

interface GraphqlEnvironment extends HttpEnvironment {
  Variables: HttpEnvironment["Variables"] & {
    caller: Caller;
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
  const logUnnamedHost = createUnnamedHostLog();
  const app = new Hono<GraphqlEnvironment>();
  const refuse = (status: 413 | 415 | 500, message: string, code: string) =>
    Response.json({ errors: [{ message, extensions: { code } }] }, { status });

  app.use("/", async (c, next) => {
    const cookies: string[] = [];
    c.set("cookies", cookies);
    const tell = writeRateLimit.bind(undefined, c.env.outgoing);
    if (isPersonal(c.req, service) && !wantsPage(c.req)) keepFromCaches(c.env.outgoing);
    const { headers } = c.req.raw;
    const caller = await contextOf(service, c.var.clientAddress, headers, cookies, tell);
    c.set("caller", caller);
    c.set("accountId", accountIdOf(caller.actor));
    await next();
  });
  app.get("/", async (c, next) => (wantsPage(c.req) ? graphiqlPage(c) : next()));
  app.post(
    "/",
    jsonBodyOnly((message) => refuse(415, message, "UNSUPPORTED_MEDIA_TYPE")),
    limitBody(maxBodyBytes, (message) => refuse(413, message, "REQUEST_TOO_LARGE")),
  );
  app.all("/", async (c) => {
    const { caller, cookies } = c.var;
    const context: ServerContext = {
      ...caller,
      ...judgeOrigin(c.req.raw.headers, service.baseUrl, trustedOrigins),
      reportUnnamedHost: (host) => logUnnamedHost(c.var.log, host),
      reportAccident: (error) => reportAccident(c, error, "GraphQL request failed"),
      nameOperation: (name) => {
        c.var.operation.name = name;
      },
    };
    return ownResponse(await yoga.fetch(c.req.raw, context), cookies);
  });
  app.onError((error, c) => {
    const root = rootOf(error);
    if (isRefusal(root)) return refusalResponse(root);
    reportAccident(c, error, "GraphQL request failed");
    return refuse(500, unexpectedErrorMessage, "INTERNAL_SERVER_ERROR");
  });
  const mountable = app as unknown as Hono<HttpEnvironment>;
  mountGraphiqlFiles(mountable);
  return mountable;
}

/**
 * Yoga's answer with these cookies, as a Response of this process, since its own class is none that Hono can
 * copy. A stream stays as it is: ended before it was read from, as a copy of it can be, it throws past everybody.
 */
async function ownResponse(response: Response, cookies: string[]): Promise<Response> {
  const { status } = response;
  const isStream = isEndless(response);
  const headers = isStream ? response.headers : new Headers([...response.headers]);
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return isStream ? response : new Response(await response.text(), { status, headers });
}

/** Whether a browser asks for GraphiQL. */
function wantsPage(request: HonoRequest): boolean {
  if (request.method === "POST" || request.query("query")) return false;
  return request.header("accept")?.includes("text/html") === true;
}

/** Whether the answer may be for this caller alone. A login, which is a POST, comes from nobody. */
function isPersonal(request: HonoRequest, { baseUrl }: Service): boolean {
  if (request.method === "POST" || request.header("authorization") !== undefined) return true;
  return readSessionCookie(baseUrl, request.header("cookie")) !== undefined;
}

/** Why a request is not let in at all. */
type Refusal = UnauthenticatedError | RateLimitedError | RetryLaterError | DatabaseUnavailableError;

function isRefusal(error: unknown): error is Refusal {
  return (
    error instanceof UnauthenticatedError ||
    error instanceof RateLimitedError ||
    error instanceof RetryLaterError ||
    error instanceof DatabaseUnavailableError
  );
}

function refusalResponse(error: Refusal): Response {
  const { message, extensions } = presentError(error);
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
export function refuseOverloaded(
  _c: unknown,
  message: string,
  headers: Record<string, string>,
): Response {
  const errors = [{ message, extensions: { code: "OVERLOADED" } }];
  return Response.json({ errors }, { status: 503, headers });
}

/** The answer to a request that can be answered only when the database is there. */
export function refuseUnready(message: string, headers: Record<string, string>): Response {
  const errors = [{ message, extensions: { code: "SERVICE_UNAVAILABLE" } }];
  return Response.json({ errors }, { status: 503, headers });
}

const operationNamer: Plugin<ServerContext, ServerContext> = {
  onExecute: ({ args }) => nameOperation(args),
  onSubscribe: ({ args }) => nameOperation(args),
};

function nameOperation({ contextValue, document, operationName }: ExecutionArgs): void {
  (contextValue as ServerContext).nameOperation(operationNameOf(document, operationName));
}

/** Stands where every answer passes, in whichever phase its errors arose. */
const accidentReporter: Plugin<ServerContext, ServerContext> = {
  onResultProcess: ({ result, serverContext }) => {
    if (!("errors" in result)) return;
    reportAccidents(serverContext, result.errors);
    tellRefusal(serverContext, result.errors ?? []);
  },
  onSubscribe: ({ args: { contextValue } }) => ({
    onSubscribeResult: () => ({
      onNext: ({ result }) => {
        if ("errors" in result) reportAccidents(contextValue, result.errors);
      },
    }),
    onSubscribeError: ({ error }) => reportAccidents(contextValue, [error]),
  }),
};

function reportAccidents({ reportAccident }: ServerContext, errors: readonly unknown[] = []): void {
  for (const error of errors.filter(isAccident)) reportAccident(rootOf(error));
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
    maskedErrors: { maskError: presentError },
    plugins: [
      bodyEncoding,
      operationNamer,
      guard,
      executionTurns,
      accidentReporter,
      unreadableStreams,
      sharedExecution,
    ],
  });
}

async function contextOf(
  service: Service,
  address: string,
  headers: Headers,
  cookies: string[],
  tell: Tell,
): Promise<Caller> {
  const setSessionCookie = (secret: string | null) => {
    cookies.push(writeSessionCookie(service.baseUrl, secret));
  };
  const context = {
    userAgent: (headers.get("user-agent") ?? "").slice(0, longestUserAgent),
    setSessionCookie,
    tell,
  };
  const identify = async () => {
    const authorization = headers.get("authorization") ?? undefined;
    const secret = readSessionCookie(service.baseUrl, headers.get("cookie") ?? undefined);
    if (authorization !== undefined || secret === undefined) {
      return actorFromAuthorization(service, address, authorization);
    }
    const { actor, renewed } = await authenticateSession(service, address, secret);
    if (renewed) setSessionCookie(secret);
    return actor;
  };
  return { ...context, actor: await admit(service, address, identify, tell) };
}
