import type { OpenAPIHono } from "@hono/zod-openapi";
import type { RestEnvironment } from "./environment.ts";
import { RestFailure } from "./failure.ts";

/** Answers every other method on the paths mounted so far: OPTIONS with what is allowed, or 405. */
export function mountMethods(api: OpenAPIHono<RestEnvironment>): void {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of api.routes) {
    if (method === "ALL") continue;
    const known = methods.get(path) ?? new Set(["OPTIONS"]);
    known.add(method);
    if (method === "GET") known.add("HEAD");
    methods.set(path, known);
  }
  for (const [path, known] of methods) {
    const Allow = [...known].sort().join(", ");
    api.options(path, (c) => c.body(null, 204, { Allow }));
    api.all(path, (c) => {
      throw new RestFailure(
        "METHOD_NOT_ALLOWED",
        `${c.req.method} is not possible here, only ${Allow}.`,
        { Allow },
      );
    });
  }
}
