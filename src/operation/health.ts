import type { Context, Hono } from "hono";
import type { HttpEnvironment } from "../http/environment.ts";
import { version } from "../version.ts";
import type { Readiness } from "./readiness.ts";

/** Mounts what orchestrators and proxies ask: whether the process lives, and whether it is ready. */
export function mountHealth(
  app: Hono<HttpEnvironment>,
  checkReadiness: () => Promise<Readiness>,
): void {
  app.get("/healthz", (c) => answer(c, 200, { status: "alive" }));

  app.get("/readyz", async (c) => {
    const { hindrances, dataMigrations } = await checkReadiness();
    if (hindrances.length === 0) {
      return answer(c, 200, {
        status: "ready",
        version,
        ...(dataMigrations.length > 0 && { dataMigrations }),
      });
    }
    return answer(c, 503, { status: "not ready", version, hindrances });
  });
}

function answer(c: Context, status: 200 | 503, body: object): Response {
  return c.json(body, status, { "Cache-Control": "no-store" });
}
