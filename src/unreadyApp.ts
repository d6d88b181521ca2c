import { Hono } from "hono";
import type { Logger } from "pino";
import { graphqlNotReadyResponse } from "./graphql/server/server.ts";
import type { FetchHandler } from "./http/fetchHandler.ts";
import type { HttpEnvironment } from "./http/honoEnvironment.ts";
import { requestLog } from "./http/requestLog.ts";
import { securityHeadersMiddleware } from "./http/securityHeaders.ts";
import { mountHealth } from "./observability/health.ts";
import { notReady } from "./observability/readiness.ts";
import { notReadyResponse } from "./redirect/responses.ts";
import { errorResponse, RestError } from "./rest/server/errors.ts";

const detail = "The service is starting: its database is not available yet. Try again later.";
const headers = { "Retry-After": "5" };

/**
 * Creates the app that responds while the database is unavailable. It reports that the process is
 * alive, and responds to all other requests with a temporary error.
 */
export function createUnreadyApp(log: Logger): FetchHandler {
  const app = new Hono<HttpEnvironment>();
  app.use(securityHeadersMiddleware);
  for (const path of ["/", "/graphql/*", "/api/*"]) app.use(path, requestLog(log));
  mountHealth(app, async () =>
    notReady("database", "The database is unavailable. The service is waiting for it."),
  );
  app.all("/graphql/*", () => graphqlNotReadyResponse(detail, headers));
  app.all("/api/*", (c) => errorResponse(c, new RestError("SERVICE_UNAVAILABLE", detail, headers)));
  app.all("*", (c) => notReadyResponse(c, detail, headers));
  return (request, env) => app.fetch(request, env);
}
