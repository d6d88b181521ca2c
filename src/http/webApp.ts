import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Handler, Hono } from "hono";
import { contentSecurityPolicy } from "./contentSecurityPolicy.ts";
import type { HttpEnvironment } from "./honoEnvironment.ts";

/** Location of the built web UI, for compiled code and for running from the sources. */
const webFolder = extname(import.meta.url) === ".ts" ? "../../dist/web" : "../web";
const root = fileURLToPath(new URL(webFolder, import.meta.url));

const pagePolicy = contentSecurityPolicy({
  "connect-src": "'self'",
  "form-action": "'self'",
  // Images are generated in the page, such as QR codes to save.
  "img-src": "'self' blob: data:",
  "script-src": "'self'",
  // The components set sizes and colours in style elements.
  "style-src": "'self' 'unsafe-inline'",
});

/**
 * Mounts the web UI: one page for all its paths, which does its own routing, and its files. Their
 * names change with their content.
 */
export function mountWebApp(app: Hono<HttpEnvironment>): void {
  for (const [path, preloads] of Object.entries(readPreloads())) app.get(path, page(preloads));
  for (const path of ["/", "/app", "/app/*"]) app.get(path, page());
  app.get(
    "/assets/*",
    serveStatic({
      root,
      precompressed: true,
      onFound: (_path, c) => c.header("Cache-Control", "public, max-age=31536000, immutable"),
    }),
  );
  app.get("/robots.txt", serveStatic({ root, path: "robots.txt" }));
  app.get(
    "/favicon.ico",
    serveStatic({
      root,
      path: "favicon.ico",
      onFound: (_path, c) => c.header("Cache-Control", "public, max-age=86400"),
    }),
  );
}

/** Serves the page, with preload headers for the browser. */
function page(preloads?: string): Handler<HttpEnvironment> {
  return serveStatic<HttpEnvironment>({
    root,
    path: "index.html",
    precompressed: true,
    onFound: (_path, c) => {
      c.header("Cache-Control", "no-cache");
      c.header("Content-Security-Policy", pagePolicy);
      if (preloads) c.header("Link", preloads);
    },
  });
}

/** Returns the `Link` headers by path, as the build wrote them. */
function readPreloads(): Record<string, string> {
  const file = join(root, "preloads.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}
