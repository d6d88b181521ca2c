import type { IncomingMessage } from "node:http";
import { type ErrorHandler, Hono } from "hono";
import type { Logger } from "pino";
import { toDatabaseUnavailableError } from "./domain/databaseUnavailable.ts";
import { isReservedCode, isShortCode } from "./domain/links/shortCode.ts";
import { toAddressKey } from "./domain/rateLimits/addressKey.ts";
import type { Service } from "./domain/service.ts";
import { createExecutor } from "./graphql/execute.ts";
import { createGraphqlServer, refuseOverloaded } from "./graphql/server.ts";
import { createArrivingBodies } from "./http/arrivingBodies.ts";
import { canonicalHost } from "./http/canonicalHost.ts";
import { clientAddress, noteClientAddress } from "./http/clientAddress.ts";
import { crossOrigin } from "./http/crossOrigin.ts";
import type { HttpEnvironment } from "./http/environment.ts";
import type { FetchHandler } from "./http/fetchHandler.ts";
import { unexpectedErrorMessage } from "./http/messages.ts";
import { protect, protectedAnswers } from "./http/protectiveHeaders.ts";
import { requestLog } from "./http/requestLog.ts";
import { createWaitingRoom } from "./http/waitingRequests.ts";
import { mountWebPages } from "./http/webPages.ts";
import type { EventLoopWatch } from "./operation/eventLoopWatch.ts";
import { mountHealth } from "./operation/health.ts";
import type { Metrics } from "./operation/metrics.ts";
import { mountMetrics } from "./operation/metricsEndpoint.ts";
import { nameOperations } from "./operation/nameOperations.ts";
import { createReadinessCheck } from "./operation/readiness.ts";
import { timeRequests } from "./operation/requestTimes.ts";
import { watchArrivingBodies } from "./operation/watchArrivingBodies.ts";
import { notFound, overloaded } from "./redirect/pages.ts";
import type { RedirectSettings } from "./redirect/redirect.ts";
import { mountRedirects } from "./redirect/routes.ts";
import { createRestApi } from "./rest/api.ts";
import { failureResponse, RestFailure } from "./rest/failure.ts";

interface AppOptions extends RedirectSettings {
  /** Origins whose pages may call with the visitor's cookie. */
  corsOrigins: ReadonlySet<string>;
  /** Names under which the service answers beside that of the base URL. */
  otherHosts: string[];
  /** API requests that wait for their answers at most. */
  maxWaitingRequests: number;
  metrics: Metrics;
  eventLoop: EventLoopWatch;
  /** The metrics of the whole service, in Prometheus format. */
  gatherMetrics: () => Promise<string>;
  metricsToken: string | undefined;
  /** Whether the database could not be written of late. */
  hasRecentWriteErrors: () => boolean;
}

/** All but redirects, which carry only what they need. */
const protectedPaths = [
  ...["/", "/app/*", "/assets/*", "/graphql/*", "/api/*"],
  ...["/healthz", "/readyz", "/metrics", "/robots.txt", "/favicon.ico"],
];

/** Visitors who try passwords of links have a room of their own, so that they keep nobody out. */
const unlockConcurrencyShare = 0.1;

/** The whole service: what answers at which path. */
export function createApp(service: Service, log: Logger, options: AppOptions): FetchHandler {
  const { app, redirects } = createRoutes(service, log, options);
  // Looking among all routes would cost as much as the rest of a redirect.
  return (request, env) =>
    (isShortCodePath(env.incoming.url) ? redirects : app).fetch(request, env);
}

/** All routes of the service, and apart from them those of a path that is a code and nothing else. */
export function createRoutes(service: Service, log: Logger, options: AppOptions) {
  const app = new Hono<HttpEnvironment>();
  const logRequest = requestLog(log);
  for (const path of ["/", "/graphql/*", "/api/*"]) {
    app.use(path, logRequest, timeRequests(options.metrics), nameOperations(options.eventLoop));
  }
  for (const path of protectedPaths) app.use(path, protectedAnswers);
  for (const path of ["/graphql/*", "/api/*"]) {
    app.use(path, crossOrigin(options.corsOrigins), noteClientAddress(options.trustedHops));
  }
  const requestAddressKey =
    service.rateLimiters &&
    ((request: IncomingMessage) => toAddressKey(clientAddress(request, options.trustedHops)));
  const maxConcurrency = options.maxWaitingRequests;
  const arrivingBodies = createArrivingBodies(maxConcurrency, requestAddressKey !== undefined);
  watchArrivingBodies(options.metrics.registry, arrivingBodies);
  const waitingRoom = createWaitingRoom({
    seats: maxConcurrency,
    arrivingBodies,
    networkOf: requestAddressKey,
  });
  const unlockConcurrency = Math.ceil(maxConcurrency * unlockConcurrencyShare);
  const unlockRoom = createWaitingRoom({
    seats: unlockConcurrency,
    arrivingBodies,
    networkOf: requestAddressKey,
  });
  app.use("/graphql/*", waitingRoom(refuseOverloaded));
  app.use(
    "/api/*",
    waitingRoom((c, detail, headers) =>
      failureResponse(c, new RestFailure("OVERLOADED", detail, headers)),
    ),
  );
  app.route("/graphql", createGraphqlServer(service, options.corsOrigins));
  app.route("/api", createRestApi(createExecutor(service), service.baseUrl));
  mountHealth(app, createReadinessCheck(service, options.hasRecentWriteErrors));
  mountMetrics(app, options.gatherMetrics, options.metricsToken);
  // A malformed code such as `..` is resolved to the path of the home page on its way here.
  app.get("/", (c, next) => (isRootPath(c.env.incoming.url) ? next() : notFound(c)));
  const redirectToBaseUrl = canonicalHost({ ...options, baseUrl: service.baseUrl });
  for (const path of ["/", "/app", "/app/*"]) app.use(path, redirectToBaseUrl);
  mountWebPages(app);

  const redirects = new Hono<HttpEnvironment>();
  // A line for each redirect would cost as much as the redirect.
  if (log.isLevelEnabled("debug")) redirects.use("/:code", logRequest);
  const doors = {
    plain: redirects,
    others: app,
    previewRoom: waitingRoom(overloaded),
    unlockRoom: unlockRoom(overloaded),
  };
  mountRedirects(doors, service, options);
  for (const part of [app, redirects]) part.notFound(notFound).onError(handleUnexpectedError(log));

  return { app, redirects };
}

/** True for `/code` and nothing else, of which no other route can be meant. */
function isShortCodePath(requestTarget = ""): boolean {
  const code = requestTarget.slice(1);
  return isShortCode(code) && !isReservedCode(code);
}

/** True for the path `/` as it was sent, which may come with the name of the host (RFC 9112, section 3.2). */
function isRootPath(requestTarget = ""): boolean {
  return /^(https?:\/\/[^/?]*)?\/?(\?|$)/i.test(requestTarget);
}

function handleUnexpectedError(log: Logger): ErrorHandler<HttpEnvironment> {
  return (error, c) => {
    protect(c);
    const unavailable = toDatabaseUnavailableError(error);
    if (unavailable) {
      return c.text(unavailable.message, 503, {
        "Retry-After": String(unavailable.retryAfterSeconds),
      });
    }
    log.error({ err: error, requestId: c.var.requestId }, "request failed");
    return c.text(unexpectedErrorMessage, 500);
  };
}
