import { z } from "@hono/zod-openapi";

export const Id = z
  .int()
  .openapi({ format: "int64", minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
export const Count = z
  .int()
  .openapi({ format: "int64", minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
export const Time = z.iso.datetime().openapi({ example: "2030-12-31T23:59:59.000Z" });

/** JSON Schema cannot express that unpaired surrogates are not allowed either. */
export const noNulPattern = "^[^\\u0000]*$";
