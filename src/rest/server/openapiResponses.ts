import type { z } from "@hono/zod-openapi";
import {
  AllowHeader,
  AuthenticateHeader,
  ErrorSchema,
  ProblemSchema,
  RateLimitHeaders,
  RetryHeader,
} from "./errorSchemas.ts";

const errorDescriptions = {
  400: "A value is not acceptable, the body is not UTF-8, or the request is not valid HTTP.",
  401: "No valid API token, or a wrong email or password.",
  403: "The token's scopes, or the service's settings, do not allow it.",
  404: "No such thing, or it belongs to somebody else.",
  405: "The path does not support the method: the Allow header lists those that it supports.",
  408: "The request took too long to arrive.",
  409: "The value is taken already, or the account has as many API tokens as it may.",
  413: "The request body is too large.",
  415: "The request body is not JSON.",
  422: "The request body does not match its schema.",
  429: "Too many requests, or too many tries: wait before the next.",
  431: "The request's headers are larger than 32 KiB.",
  500: "An unexpected error: the X-Request-Id header names it.",
  503: "The service is busy, or its database is away: try again later.",
};

type ErrorStatus = keyof typeof errorDescriptions;

const errorHeaders: Partial<Record<ErrorStatus, z.ZodObject>> = {
  401: AuthenticateHeader,
  405: AllowHeader,
  429: RateLimitHeaders,
  503: RetryHeader,
};

/** Error statuses of every route. */
const commonErrors: ErrorStatus[] = [400, 405, 408, 429, 431, 500, 503];
/** Error statuses of a route that takes a body. */
export const bodyErrors: ErrorStatus[] = [413, 415, 422];
/** Error statuses of a route that needs a token. */
export const tokenErrors: ErrorStatus[] = [401, 403];

/** Returns the error responses of a route: these statuses and those of all routes. */
export function errorResponses(...statuses: ErrorStatus[]) {
  return Object.fromEntries(
    [...statuses, ...commonErrors].sort().map((status) => [
      status,
      {
        description: errorDescriptions[status],
        ...(errorHeaders[status] && { headers: errorHeaders[status] }),
        content: {
          "application/json": { schema: ErrorSchema },
          "application/problem+json": { schema: ProblemSchema },
        },
      },
    ]),
  );
}

/** Returns a JSON response. */
export const jsonResponse = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { "application/json": { schema } },
});

/** Returns a JSON request body. */
export const jsonRequestBody = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { "application/json": { schema } },
});

/** Requires an API token. */
export const bearerSecurity = [{ bearer: [] }];
