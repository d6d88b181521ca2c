import type { Hook } from "@hono/zod-openapi";
import type { RestEnvironment } from "./environment.ts";
import { RestFailure } from "./failure.ts";
import { linkNotFound } from "./links.ts";

/** Turns what a schema refuses into the failure for the part of the request that is at fault. */
export const refuseMismatch: Hook<unknown, RestEnvironment, string, unknown> = (result) => {
  if (result.success) return;
  // A number that is no link's id names no link.
  if (result.target === "param") throw linkNotFound();

  const [issue] = result.error.issues;
  const where = issue?.path.join(".").slice(0, 100) ?? "";
  const message = issue?.message.slice(0, 200) ?? "is not acceptable";
  if (result.target === "query") throw new RestFailure("BAD_USER_INPUT", `${where} ${message}.`);
  throw new RestFailure(
    "BODY_MISMATCH",
    where ? `The field ${where} does not fit: ${message}.` : `The request body: ${message}.`,
  );
};
