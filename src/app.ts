import { Hono } from "hono";
import type { Logger } from "pino";
import type { Service } from "./domain/service.ts";
import { createExecutor } from "./graphql/execute.ts";
import { createGraphqlServer } from "./graphql/server.ts";
import type { HttpEnvironment } from "./http/environment.ts";
import { requestLog } from "./http/requestLog.ts";
import { notFound } from "./redirect/pages.ts";
import { mountRedirects, type RedirectSettings } from "./redirect/redirect.ts";
import { createRestApi } from "./rest/api.ts";
import { homePage } from "./web/homePage.ts";

/** The whole service: what answers at which path. */
export function createApp(
  service: Service,
  log: Logger,
  redirects: RedirectSettings,
): Hono<HttpEnvironment> {
  const app = new Hono<HttpEnvironment>();
  const logged = ["/", "/graphql/*", "/api/*"];
  // A line for each redirect would cost as much as the redirect.
  if (log.isLevelEnabled("debug")) logged.push("/:code");
  for (const path of logged) app.use(path, requestLog(log));
  app.get("/", (c) => c.html(homePage));
  app.route("/graphql", createGraphqlServer(service));
  app.route("/api", createRestApi(createExecutor(service), service.baseUrl));
  mountRedirects(app, service, redirects);
  app.notFound(notFound);
  app.onError((error, c) => {
    log.error({ err: error, requestId: c.var.requestId }, "request failed");
    return c.text("Something went wrong on our side.", 500);
  });
  return app;
}
