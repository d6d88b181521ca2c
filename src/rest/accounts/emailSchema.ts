import { z } from "@hono/zod-openapi";

export const Email = z.string().openapi({ maxLength: 254, example: "you@example.com" });
