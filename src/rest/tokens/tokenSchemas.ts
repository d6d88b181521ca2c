import { z } from "@hono/zod-openapi";

export const TokenId = z
  .string()
  .openapi({ pattern: "^tok_[0-9A-Za-z]{16}$", example: "tok_0123456789abcdef" });
export const TokenName = z.string().openapi({ minLength: 1, maxLength: 100, example: "Login" });
