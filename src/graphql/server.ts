import { createYoga, type Plugin, type YogaServerInstance } from "graphql-yoga";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { LRUCache } from "lru-cache";
import { anonymous } from "../domain/actors/actor.ts";
import { UnauthenticatedError } from "../domain/errors.ts";
import type { Service } from "../domain/service.ts";
import { resumeSession } from "../domain/sessions/session.ts";
import type { HttpEnvironment } from "../http/environment.ts";
import { jsonBodyOnly, limitBody } from "../http/requestBody.ts";
import { actorFromAuthorization } from "./authentication.ts";
import type { Context } from "./context.ts";
import { isAccident, presentError, rootOf } from "./errors.ts";
import { graphiqlPage } from "./graphiql.ts";
import { guard } from "./guard.ts";
import { isSameOrigin } from "./sameOrigin.ts";
import { schema } from "./schema.ts";
import { readSessionCookie, writeSessionCookie } from "./sessionCookie.ts";

const largestBodyBytes = 64 * 1024;
const rememberedDocuments = 200;

interface ServerContext extends Context {
  reportAccident: (error: unknown) => void;
}

/** The GraphQL endpoint and, for browsers that ask for a page, GraphiQL. */
export function createGraphqlServer(service: Service): Hono<HttpEnvironment> {
  const yoga = createYogaServer();
  const app = new Hono<HttpEnvironment>();
  const refuse = (status: 401 | 413 | 415 | 500, message: string, code: string) =>
    Response.json(
      { errors: [{ message, extensions: { code } }] },
      { status, headers: status === 401 ? { "WWW-Authenticate": "Bearer" } : {} },
    );

  app.get("/", compress(), async (c, next) => {
    const wantsPage = c.req.header("accept")?.includes("text/html") && !c.req.query("query");
    return wantsPage ? c.html(await graphiqlPage()) : next();
  });
  app.post(
    "/",
    jsonBodyOnly((message) => refuse(415, message, "UNSUPPORTED_MEDIA_TYPE")),
    limitBody(largestBodyBytes, (message) => refuse(413, message, "REQUEST_TOO_LARGE")),
  );
  app.all("/", async (c) => {
    const cookies: string[] = [];
    const context: ServerContext = {
      ...(await contextOf(service, c.req.raw.headers, cookies)),
      reportAccident: (error) => c.var.log.error({ err: error }, "GraphQL request failed"),
    };
    const response = await yoga.fetch(c.req.raw, context);
    if (cookies.length === 0) return response;
    const headers = new Headers(response.headers);
    for (const cookie of cookies) headers.append("Set-Cookie", cookie);
    return new Response(response.body, { status: response.status, headers });
  });
  app.onError((error, c) => {
    if (error instanceof UnauthenticatedError) return refuse(401, error.message, error.code);
    c.var.log.error({ err: error }, "GraphQL request failed");
    return refuse(500, "Something went wrong on our side.", "INTERNAL_SERVER_ERROR");
  });
  return app;
}

/** Stands where every answer passes, in whichever phase its errors arose. */
const accidentReporter: Plugin<ServerContext, ServerContext> = {
  onResultProcess: ({ result, serverContext }) => {
    if ("errors" in result) reportAccidents(serverContext, result.errors);
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
    logging: false,
    fetchAPI: globalThis,
    parserAndValidationCache: {
      documentCache: new LRUCache({ max: rememberedDocuments }),
      errorCache: new LRUCache({ max: rememberedDocuments }),
    },
    maskedErrors: { maskError: presentError },
    plugins: [guard, accidentReporter],
  });
}

async function contextOf(service: Service, headers: Headers, cookies: string[]): Promise<Context> {
  const setSessionCookie = (secret: string | null) => {
    cookies.push(writeSessionCookie(service.baseUrl, secret));
  };
  const context = { sameOrigin: isSameOrigin(headers, service.baseUrl), setSessionCookie };
  const authorization = headers.get("authorization") ?? undefined;
  if (authorization !== undefined) {
    return { ...context, actor: await actorFromAuthorization(service, authorization) };
  }
  const secret = readSessionCookie(service.baseUrl, headers.get("cookie") ?? undefined);
  if (secret === undefined) return { ...context, actor: anonymous(service) };
  const { actor, renewed } = await resumeSession(service, secret);
  if (renewed) setSessionCookie(secret);
  return { ...context, actor };
}
