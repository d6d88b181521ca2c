import type { Context, Hono } from "hono";
import type { HttpEnvironment } from "../http/honoEnvironment.ts";
import { version } from "../version.ts";
import type { Readiness } from "./readiness.ts";

/** Mounts the endpoints for orchestrators and proxies: liveness and readiness. */
export function mountHealth(
  app: Hono<HttpEnvironment>,
  checkReadiness: () => Promise<Readiness>,
): void {
  app.get("/healthz", (c) => jsonResponse(c, 200, { status: "alive" }));

  app.get("/readyz", async (c) => {
    const { failedChecks, dataMigrations } = await checkReadiness();
    if (failedChecks.length === 0) {
      return jsonResponse(c, 200, {
        status: "ready",
        version,
        ...(dataMigrations.length > 0 && { dataMigrations }),
      });
    }
    return jsonResponse(c, 503, { status: "not ready", version, reasons: failedChecks });
  });
}

function jsonResponse(c: Context, status: 200 | 503, body: object): Response {
  return c.json(body, status, { "Cache-Control": "no-store" });
}
