import type { OpenAPIHono } from "@hono/zod-openapi";
import { RestError } from "./errors.ts";
import type { RestEnvironment } from "./restEnvironment.ts";

/**
 * Handles all other methods on the paths mounted so far: OPTIONS with the allowed methods, others
 * with 405.
 */
export function mountMethodNotAllowed(api: OpenAPIHono<RestEnvironment>): void {
  const allowedByPath = new Map<string, Set<string>>();
  for (const { path, method } of api.routes) {
    if (method === "ALL") continue;
    const allowed = allowedByPath.get(path) ?? new Set(["OPTIONS"]);
    allowed.add(method);
    if (method === "GET") allowed.add("HEAD");
    allowedByPath.set(path, allowed);
  }
  for (const [path, allowed] of allowedByPath) {
    const Allow = [...allowed].sort().join(", ");
    api.options(path, (c) => c.body(null, 204, { Allow }));
    api.all(path, (c) => {
      throw new RestError(
        "METHOD_NOT_ALLOWED",
        `The method ${c.req.method} is not allowed. Use one of: ${Allow}.`,
        { Allow },
      );
    });
  }
}
