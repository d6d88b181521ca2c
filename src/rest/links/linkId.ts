import { z } from "@hono/zod-openapi";
import { RestError } from "../server/errors.ts";

/** The path parameter of a link. Text that no link can have as its ID is an unknown link. */
export const LinkId = z.object({
  link_id: z.string().transform(parseLinkId).openapi({
    type: "integer",
    format: "int64",
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    example: 1,
  }),
});

function parseLinkId(text: string): number {
  const id = Number(text);
  if (!/^[1-9]\d*$/.test(text) || !Number.isSafeInteger(id)) throw linkNotFoundError();
  return id;
}

/**
 * Returns the same message as the schema, so callers cannot distinguish another user's link from a
 * missing one.
 */
export function linkNotFoundError(): RestError {
  return new RestError("LINK_NOT_FOUND", "Link not found.");
}
