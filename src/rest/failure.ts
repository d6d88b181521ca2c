import { STATUS_CODES } from "node:http";
import type { GraphQLError } from "graphql";
import type { Context } from "hono";
import { parseAccept } from "hono/utils/accept";
import { unexpectedErrorMessage } from "../http/messages.ts";
import type { introspection } from "./schema.generated.d.ts";

/** When to come again where the database was busy. */
const databaseRetrySeconds = "5";

type UserErrorCode = introspection["types"]["ErrorCode"]["enumValues"];

/** What can go wrong before the schema is asked, or instead of a result. */
type OtherCode =
  | "BAD_USER_INPUT"
  | "BODY_MISMATCH"
  | "FORBIDDEN"
  | "INTERNAL_SERVER_ERROR"
  | "METHOD_NOT_ALLOWED"
  | "NOT_FOUND"
  | "OVERLOADED"
  | "RATE_LIMITED"
  | "READ_TIMEOUT"
  | "REQUEST_TOO_LARGE"
  | "SERVICE_UNAVAILABLE"
  | "UNAUTHENTICATED"
  | "UNSUPPORTED_MEDIA_TYPE";

export type FailureCode = UserErrorCode | OtherCode;

const statusOfCode: Record<FailureCode, number> = {
  ACCOUNT_DISABLED: 403,
  BAD_USER_INPUT: 400,
  BODY_MISMATCH: 422,
  EMAIL_TAKEN: 409,
  FORBIDDEN: 403,
  INTERNAL_SERVER_ERROR: 500,
  INVALID_CREDENTIALS: 401,
  INVALID_EMAIL: 400,
  INVALID_EXPIRY: 400,
  INVALID_MAX_CLICKS: 400,
  INVALID_PASSWORD: 400,
  INVALID_SCOPES: 400,
  INVALID_SHORT_CODE: 400,
  INVALID_TITLE: 400,
  INVALID_TOKEN_NAME: 400,
  INVALID_URL: 400,
  LINK_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_FOUND: 404,
  OVERLOADED: 503,
  RATE_LIMITED: 429,
  READ_TIMEOUT: 503,
  REGISTRATION_CLOSED: 403,
  REQUEST_TOO_LARGE: 413,
  SERVICE_UNAVAILABLE: 503,
  SHORT_CODE_TAKEN: 409,
  TOKEN_NOT_FOUND: 404,
  TOO_MANY_TOKENS: 409,
  UNAUTHENTICATED: 401,
  UNSUPPORTED_MEDIA_TYPE: 415,
  URL_BLOCKED: 400,
};

/** Ends a request with the answer for its code. */
export class RestFailure extends Error {
  readonly code: FailureCode;
  readonly headers: Record<string, string>;

  constructor(code: FailureCode, detail: string, headers: Record<string, string> = {}) {
    super(detail);
    this.code = code;
    this.headers = headers;
  }
}

/** A failure for a code that arrived as text; one that is not known is an accident. */
export function failureFor(code: unknown, detail: string): RestFailure {
  if (typeof code === "string" && Object.hasOwn(statusOfCode, code)) {
    return new RestFailure(code as FailureCode, detail);
  }
  return new RestFailure("INTERNAL_SERVER_ERROR", unexpectedErrorMessage);
}

/** The failure for a top-level error of GraphQL. */
export function failureOf({ message, extensions }: GraphQLError): RestFailure {
  const { code, retryAfterSeconds } = extensions;
  const failure = failureFor(code, message);
  if (retryAfterSeconds === undefined) return failure;
  return new RestFailure(failure.code, message, { "Retry-After": String(retryAfterSeconds) });
}

/** The answer: `{detail}`, or problem details (RFC 9457) for a caller that asks for them. */
export function failureResponse(c: Context, failure: RestFailure): Response {
  const { code, message: detail } = failure;
  const status = statusOfCode[code];
  const headers = new Headers(failure.headers);
  if (code === "SERVICE_UNAVAILABLE") headers.set("Retry-After", databaseRetrySeconds);
  if (status === 401) headers.set("WWW-Authenticate", "Bearer");
  if (!wantsProblem(c)) return Response.json({ detail }, { status, headers });
  headers.set("Content-Type", "application/problem+json");
  const title = STATUS_CODES[status];
  const problem = { type: "about:blank", title, status, detail, code, instance: c.req.path };
  return new Response(JSON.stringify(problem), { status, headers });
}

function wantsProblem(c: Context): boolean {
  return parseAccept(c.req.header("accept") ?? "").some(
    ({ type, q }) => q > 0 && type.toLowerCase() === "application/problem+json",
  );
}
