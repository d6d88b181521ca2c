import type { OpenAPIHono } from "@hono/zod-openapi";
import { sessionCookieName } from "../../graphql/server/sessionCookie.ts";
import type { RestEnvironment } from "./restEnvironment.ts";

/** Returns the OpenAPI document of the routes mounted so far. */
export function openApiDocument(api: OpenAPIHono<RestEnvironment>, baseUrl: URL) {
  api.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    description: "An API token, `lnk7_…`, from POST /auth/login.",
  });
  api.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: sessionCookieName(baseUrl),
    description: "The session of a browser that is signed in.",
  });
  return api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "LNK7",
      version: "1.0.0",
      description: "Create, manage and track short links.",
      contact: { name: "The operator of this service", url: baseUrl.href },
      license: { name: "MIT", url: "https://opensource.org/license/mit" },
    },
    servers: [{ url: new URL("/api/v1", baseUrl).href }],
    tags: [
      { name: "Authentication", description: "Accounts and API tokens." },
      { name: "Links", description: "Your short links." },
    ],
  });
}
