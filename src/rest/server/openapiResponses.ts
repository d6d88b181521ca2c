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
  400: "A value is not valid, the body is not UTF-8, or the request is not valid HTTP.",
  401: "The API token is missing or not valid, or the email or password is wrong.",
  403: "The token lacks the required scope, or the settings of the service do not allow the request.",
  404: "The resource does not exist or belongs to another account.",
  405: "The path does not support the method. The Allow header lists the supported methods.",
  408: "The request was not received in time.",
  409: "The value is already taken, or the account has the maximum number of API tokens.",
  413: "The request body is too large.",
  415: "The request body is not JSON.",
  422: "The request body does not match its schema.",
  429: "Too many requests or attempts. The Retry-After header states how long to wait.",
  431: "The request headers are larger than 32 KiB.",
  500: "Unexpected server error. Quote the X-Request-Id header when reporting it.",
  503: "The service is busy or its database is unavailable. Try again later.",
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
/** Requires an API token or the cookie of a signed-in browser. */
export const bearerOrSessionSecurity: Record<string, string[]>[] = [
  { bearer: [] },
  { session: [] },
];
