import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { contentSecurityPolicy } from "../../http/contentSecurityPolicy.ts";
import { staticFile } from "../../http/staticFile.ts";
import type { RestEnvironment } from "./restEnvironment.ts";

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>LNK7 REST API</title>
    <link rel="icon" href="/favicon.ico">
    <link rel="stylesheet" href="/api/v1/docs/swagger-ui.css">
  </head>
  <body>
    <div id="reference"></div>
    <script src="/api/v1/docs/swagger-ui-bundle.js"></script>
    <script src="/api/v1/docs/start.js"></script>
  </body>
</html>
`;

const startScript = `SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  validatorUrl: null,
});
`;

/** Images are inlined in the style sheet of the page, which also sets styles at runtime. */
const policy = contentSecurityPolicy({
  "connect-src": "'self'",
  "img-src": "'self' data:",
  "script-src": "'self'",
  "style-src": "'self' 'unsafe-inline'",
});

const packagedFiles = { "swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript" };

/** Mounts the page that shows the OpenAPI document. */
export function mountReferencePage(api: OpenAPIHono<RestEnvironment>): void {
  api.get("/docs", (c) => c.html(page, 200, { "Content-Security-Policy": policy }));
  api.get(
    "/docs/start.js",
    staticFile("text/javascript; charset=utf-8", () => startScript),
  );
  for (const [file, type] of Object.entries(packagedFiles)) {
    api.get(
      `/docs/${file}`,
      staticFile(`${type}; charset=utf-8`, () => readPackaged(file)),
    );
  }
}

function readPackaged(file: string): Promise<string> {
  const folder = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  return readFile(join(folder, file), "utf8");
}
