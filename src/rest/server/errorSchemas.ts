import { z } from "@hono/zod-openapi";

export const ErrorSchema = z
  .strictObject({
    detail: z.string().openapi({ example: "Link not found." }),
  })
  .openapi("Error");

export const ProblemSchema = z
  .strictObject({
    type: z.string().openapi({ example: "about:blank" }),
    title: z.string().openapi({ example: "Not Found" }),
    status: z.int().openapi({ example: 404 }),
    detail: z.string().openapi({ example: "Link not found." }),
    code: z.string().openapi({ example: "LINK_NOT_FOUND" }),
    instance: z.string().openapi({ example: "/api/v1/links/1" }),
  })
  .openapi("Problem", { description: "The error as problem details (RFC 9457)." });

export const AllowHeader = z.object({
  Allow: z
    .string()
    .openapi({ description: "The methods that the path supports.", example: "GET, HEAD" }),
});

export const AuthenticateHeader = z.object({
  "WWW-Authenticate": z.string().openapi({ example: "Bearer" }),
});

export const RetryHeader = z.object({
  "Retry-After": z.string().openapi({
    description: "Seconds to wait before the next request.",
    example: "5",
  }),
});

export const RateLimitHeaders = z.object({
  "Retry-After": z.string().openapi({
    description: "Seconds to wait before the next request.",
    example: "42",
  }),
  "RateLimit-Policy": z.string().openapi({
    description:
      "Number of requests (`q`) that an account, or an IP address without one, can send in a window of `w` seconds.",
    example: '"default";q=1200;w=60',
  }),
  RateLimit: z.string().openapi({
    description: "Remaining requests (`r`), and seconds until the window is reset (`t`).",
    example: '"default";r=0;t=42',
  }),
});
