import { Hono } from "hono";
import type { Logger } from "pino";
import type { Service } from "./domain/service.ts";
import { createExecutor } from "./graphql/execute.ts";
import { createGraphqlServer } from "./graphql/server.ts";
import type { HttpEnvironment } from "./http/environment.ts";
import { requestLog } from "./http/requestLog.ts";
import { notFound } from "./redirect/pages.ts";
import { createRedirect } from "./redirect/redirect.ts";
import { createRestApi } from "./rest/api.ts";
import { homePage } from "./web/homePage.ts";

/** The whole service: what answers at which path. */
export function createApp(service: Service, log: Logger): Hono<HttpEnvironment> {
  const app = new Hono<HttpEnvironment>();
  app.use(requestLog(log));
  app.get("/", (c) => c.html(homePage));
  app.route("/graphql", createGraphqlServer(service));
  app.route("/api", createRestApi(createExecutor(service), service.baseUrl));
  app.get("/:code", createRedirect(service));
  app.notFound(notFound);
  app.onError((error, c) => {
    c.var.log.error({ err: error }, "request failed");
    return c.text("Something went wrong on our side.", 500);
  });
  return app;
}
