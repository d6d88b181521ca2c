import { z } from "@hono/zod-openapi";

export const ErrorSchema = z
  .strictObject({
    detail: z.string().openapi({ example: "You have no link like this." }),
  })
  .openapi("Error");

export const ProblemSchema = z
  .strictObject({
    type: z.string().openapi({ example: "about:blank" }),
    title: z.string().openapi({ example: "Not Found" }),
    status: z.int().openapi({ example: 404 }),
    detail: z.string().openapi({ example: "You have no link like this." }),
    code: z.string().openapi({ example: "LINK_NOT_FOUND" }),
    instance: z.string().openapi({ example: "/api/v1/links/1" }),
  })
  .openapi("Problem", { description: "The same in the form of RFC 9457." });

export const AllowHeader = z.object({
  Allow: z.string().openapi({ description: "The methods of the path.", example: "GET, HEAD" }),
});

export const AuthenticateHeader = z.object({
  "WWW-Authenticate": z.string().openapi({ example: "Bearer" }),
});

export const RetryHeader = z.object({
  "Retry-After": z.string().openapi({
    description: "Seconds to wait before the next try.",
    example: "5",
  }),
});

export const RateLimitHeaders = z.object({
  "Retry-After": z.string().openapi({
    description: "Seconds to wait before the next try.",
    example: "42",
  }),
  "RateLimit-Policy": z.string().openapi({
    description:
      "Requests (`q`) that an account, or else an address, has in a window of seconds (`w`).",
    example: '"default";q=1200;w=60',
  }),
  RateLimit: z.string().openapi({
    description: "Requests left (`r`), and seconds until all are there again (`t`).",
    example: '"default";r=0;t=42',
  }),
});
