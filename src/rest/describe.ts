import type { z } from "@hono/zod-openapi";
import { ErrorBody, RateLimitHeaders } from "./schemas.ts";

const failures = {
  400: "A value is not acceptable.",
  401: "No valid API token, or a wrong email or password.",
  403: "The token's scopes, or the service's settings, do not allow it.",
  404: "No such thing, or it belongs to somebody else.",
  409: "The value is taken already.",
  413: "The request body is too large.",
  415: "The request body is not JSON.",
  422: "The request body does not match its schema.",
  429: "Too many requests, or too many tries: wait before the next.",
  500: "An accident: the X-Request-Id header names it.",
};

type Failure = keyof typeof failures;

/** How a route that takes a body can fail. */
export const ofBodies: Failure[] = [400, 413, 415, 422];
/** How a route that needs a token can fail. */
export const ofTokens: Failure[] = [401, 403];

/** The answers of a route that fails in these ways beside too many requests and an accident. */
export function failing(...statuses: Failure[]) {
  return Object.fromEntries(
    [...statuses, 429 as const, 500 as const].sort().map((status) => [
      status,
      {
        description: failures[status],
        ...(status === 429 && { headers: RateLimitHeaders }),
        content: { "application/json": { schema: ErrorBody } },
      },
    ]),
  );
}

/** A JSON answer. */
export const answering = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { "application/json": { schema } },
});

/** A JSON request body. */
export const taking = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { "application/json": { schema } },
});

/** The route needs an API token. */
export const bearerSecurity = [{ bearer: [] }];
