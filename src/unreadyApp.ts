import { Hono } from "hono";
import type { Logger } from "pino";
import { refuseUnready } from "./graphql/server.ts";
import type { HttpEnvironment } from "./http/environment.ts";
import type { FetchHandler } from "./http/fetchHandler.ts";
import { protectedAnswers } from "./http/protectiveHeaders.ts";
import { requestLog } from "./http/requestLog.ts";
import { mountHealth } from "./operation/health.ts";
import { hinderedBy } from "./operation/readiness.ts";
import { unready } from "./redirect/pages.ts";
import { failureResponse, RestFailure } from "./rest/failure.ts";

const detail =
  "The service cannot do this yet: its database does not answer. Try again in a while.";
const headers = { "Retry-After": "5" };

/** What answers while the database is awaited: the process lives, and all else is to be asked again. */
export function createUnreadyApp(log: Logger): FetchHandler {
  const app = new Hono<HttpEnvironment>();
  app.use(protectedAnswers);
  for (const path of ["/", "/graphql/*", "/api/*"]) app.use(path, requestLog(log));
  mountHealth(app, async () =>
    hinderedBy("database", "The database does not answer. The service waits for it."),
  );
  app.all("/graphql/*", () => refuseUnready(detail, headers));
  app.all("/api/*", (c) =>
    failureResponse(c, new RestFailure("SERVICE_UNAVAILABLE", detail, headers)),
  );
  app.all("*", (c) => unready(c, detail, headers));
  return (request, env) => app.fetch(request, env);
}
