import type { IncomingMessage } from "node:http";
import { type ErrorHandler, Hono } from "hono";
import type { Logger } from "pino";
import { toAddressKey } from "./core/addressKey.ts";
import { toDatabaseUnavailableError } from "./core/databaseUnavailable.ts";
import { isReservedCode, isShortCode } from "./core/links/shortCode.ts";
import type { Services } from "./core/services.ts";
import { createSchemaClient } from "./graphql/server/schemaClient.ts";
import { createGraphqlServer, graphqlOverloadedResponse } from "./graphql/server/server.ts";
import { canonicalHost } from "./http/canonicalHost.ts";
import { clientAddress, setClientAddress } from "./http/clientAddress.ts";
import { createConcurrencyLimit } from "./http/concurrencyLimit.ts";
import { cors } from "./http/cors.ts";
import type { FetchHandler } from "./http/fetchHandler.ts";
import type { HttpEnvironment } from "./http/honoEnvironment.ts";
import { unexpectedErrorMessage } from "./http/messages.ts";
import { createPendingBodies } from "./http/pendingBodies.ts";
import { requestLog } from "./http/requestLog.ts";
import { securityHeadersMiddleware, setSecurityHeaders } from "./http/securityHeaders.ts";
import { mountWebApp } from "./http/webApp.ts";
import type { EventLoopMonitor } from "./observability/eventLoopMonitor.ts";
import { mountHealth } from "./observability/health.ts";
import type { Metrics } from "./observability/metrics.ts";
import { mountMetrics } from "./observability/metricsEndpoint.ts";
import { registerPendingBodyMetrics } from "./observability/pendingBodyMetrics.ts";
import { createReadinessCheck } from "./observability/readiness.ts";
import { requestDurationMetric } from "./observability/requestDurations.ts";
import { trackOperations } from "./observability/trackOperations.ts";
import type { RedirectOptions } from "./redirect/redirect.ts";
import { notFoundResponse, overloadedResponse } from "./redirect/responses.ts";
import { mountRedirects } from "./redirect/routes.ts";
import { createRestApi } from "./rest/api.ts";
import { errorResponse, RestError } from "./rest/server/errors.ts";

interface AppOptions extends RedirectOptions {
  /** Origins whose pages may send requests with the visitor's cookie. */
  corsOrigins: ReadonlySet<string>;
  /** Host names that the service accepts in addition to that of the base URL. */
  otherHosts: string[];
  /** Maximum number of API requests in flight. */
  maxConcurrentRequests: number;
  metrics: Metrics;
  eventLoop: EventLoopMonitor;
  /** Returns the metrics of the whole service in Prometheus format. */
  gatherMetrics: () => Promise<string>;
  metricsToken: string | undefined;
  /** Returns whether a write to the database failed recently. */
  hasRecentWriteErrors: () => boolean;
}

/** All paths except those of redirects, which carry only the headers that they need. */
const protectedPaths = [
  ...["/", "/app/*", "/assets/*", "/graphql/*", "/api/*"],
  ...["/healthz", "/readyz", "/metrics", "/robots.txt", "/favicon.ico"],
];

/**
 * Share of the concurrency limit for password forms of links, so they cannot block other visitors.
 */
const unlockConcurrencyShare = 0.1;

/** Creates the app of the whole service, with all its routes. */
export function createApp(services: Services, log: Logger, options: AppOptions): FetchHandler {
  const { app, redirects } = createRoutes(services, log, options);
  // Matching against all routes would cost as much as the rest of a redirect.
  return (request, env) =>
    (isShortCodePath(env.incoming.url) ? redirects : app).fetch(request, env);
}

/**
 * Creates all routes of the service. Returns the routes for a path that is only a short code
 * separately.
 */
export function createRoutes(services: Services, log: Logger, options: AppOptions) {
  const app = new Hono<HttpEnvironment>();
  const logRequest = requestLog(log);
  for (const path of ["/", "/graphql/*", "/api/*"]) {
    app.use(
      path,
      logRequest,
      requestDurationMetric(options.metrics),
      trackOperations(options.eventLoop),
    );
  }
  for (const path of protectedPaths) app.use(path, securityHeadersMiddleware);
  for (const path of ["/graphql/*", "/api/*"]) {
    app.use(path, cors(options.corsOrigins), setClientAddress(options.trustedProxyCount));
  }
  const requestAddressKey =
    services.rateLimiters &&
    ((request: IncomingMessage) => toAddressKey(clientAddress(request, options.trustedProxyCount)));
  const maxConcurrency = options.maxConcurrentRequests;
  const arrivingBodies = createPendingBodies(maxConcurrency, requestAddressKey !== undefined);
  registerPendingBodyMetrics(options.metrics.registry, arrivingBodies);
  const waitingRoom = createConcurrencyLimit({
    limit: maxConcurrency,
    pendingBodies: arrivingBodies,
    toNetwork: requestAddressKey,
  });
  const unlockConcurrency = Math.ceil(maxConcurrency * unlockConcurrencyShare);
  const unlockRoom = createConcurrencyLimit({
    limit: unlockConcurrency,
    pendingBodies: arrivingBodies,
    toNetwork: requestAddressKey,
  });
  app.use("/graphql/*", waitingRoom(graphqlOverloadedResponse));
  app.use(
    "/api/*",
    waitingRoom((c, detail, headers) =>
      errorResponse(c, new RestError("OVERLOADED", detail, headers)),
    ),
  );
  app.route("/graphql", createGraphqlServer(services, options.corsOrigins));
  app.route("/api", createRestApi(createSchemaClient(services), services.baseUrl));
  mountHealth(app, createReadinessCheck(services, options.hasRecentWriteErrors));
  mountMetrics(app, options.gatherMetrics, options.metricsToken);
  // A malformed code such as `..` is resolved to `/` before it arrives here.
  app.get("/", (c, next) => (isRootPath(c.env.incoming.url) ? next() : notFoundResponse(c)));
  const redirectToBaseUrl = canonicalHost({ ...options, baseUrl: services.baseUrl });
  for (const path of ["/", "/app", "/app/*"]) app.use(path, redirectToBaseUrl);
  mountWebApp(app);

  const redirects = new Hono<HttpEnvironment>();
  // Logging a line for each redirect would cost as much as the redirect.
  if (log.isLevelEnabled("debug")) redirects.use("/:code", logRequest);
  const routers = {
    plain: redirects,
    fallback: app,
    previewLimit: waitingRoom(overloadedResponse),
    unlockLimit: unlockRoom(overloadedResponse),
  };
  mountRedirects(routers, services, options);
  for (const part of [app, redirects])
    part.notFound(notFoundResponse).onError(handleUnexpectedError(log));

  return { app, redirects };
}

/** Returns whether the path is exactly `/code`, which no other route can match. */
function isShortCodePath(requestTarget = ""): boolean {
  const code = requestTarget.slice(1);
  return isShortCode(code) && !isReservedCode(code);
}

/**
 * Returns whether the path is `/` as sent. The request target can include the host (RFC 9112,
 * section 3.2).
 */
function isRootPath(requestTarget = ""): boolean {
  return /^(https?:\/\/[^/?]*)?\/?(\?|$)/i.test(requestTarget);
}

function handleUnexpectedError(log: Logger): ErrorHandler<HttpEnvironment> {
  return (error, c) => {
    setSecurityHeaders(c);
    const unavailable = toDatabaseUnavailableError(error);
    if (unavailable) {
      return c.text(unavailable.message, 503, {
        "Retry-After": String(unavailable.retryAfterSeconds),
      });
    }
    log.error({ err: error, requestId: c.var.requestId }, "Request failed.");
    return c.text(unexpectedErrorMessage, 500);
  };
}
