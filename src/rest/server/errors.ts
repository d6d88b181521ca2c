import { STATUS_CODES } from "node:http";
import { assertEnumType, type GraphQLError } from "graphql";
import type { Context } from "hono";
import { parseAccept } from "hono/utils/accept";
import { schema } from "../../graphql/schema.ts";
import { errorStatuses } from "../../http/errorStatuses.ts";
import { unexpectedErrorMessage } from "../../http/messages.ts";
import type { introspection } from "./schema.generated.d.ts";

/** Value of Retry-After if the database was busy. */
const databaseRetrySeconds = "5";

type UserErrorCode = introspection["types"]["ErrorCode"]["enumValues"];

/** Errors that occur before the schema runs, or instead of a result. */
type RestOnlyErrorCode =
  | keyof typeof errorStatuses
  | "BAD_USER_INPUT"
  | "BODY_MISMATCH"
  | "METHOD_NOT_ALLOWED"
  | "NOT_FOUND"
  | "REQUEST_TOO_LARGE"
  | "UNSUPPORTED_MEDIA_TYPE";

export type RestErrorCode = UserErrorCode | RestOnlyErrorCode;

/** HTTP status of each error that is not in the schema. */
const restOnlyStatuses: Record<RestOnlyErrorCode, number> = {
  ...errorStatuses,
  BAD_USER_INPUT: 400,
  BODY_MISMATCH: 422,
  METHOD_NOT_ALLOWED: 405,
  NOT_FOUND: 404,
  REQUEST_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
};

const statusByCode = { ...statusesOfSchema(), ...restOnlyStatuses };

/** Returns the status that the schema declares with each of its error codes. */
function statusesOfSchema(): Record<UserErrorCode, number> {
  const values = assertEnumType(schema.getType("ErrorCode")).getValues();
  return Object.fromEntries(
    values.map(({ name, extensions }) => [name, Number(extensions.status)]),
  ) as Record<UserErrorCode, number>;
}

/** Ends a request with the response for its code. */
export class RestError extends Error {
  readonly code: RestErrorCode;
  readonly headers: Record<string, string>;

  constructor(code: RestErrorCode, detail: string, headers: Record<string, string> = {}) {
    super(detail);
    this.code = code;
    this.headers = headers;
  }
}

/** Returns the error for a code given as text. An unknown code is an unexpected error. */
export function errorForCode(
  code: unknown,
  detail: string,
  retryAfterSeconds?: number | undefined,
): RestError {
  if (typeof code !== "string" || !Object.hasOwn(statusByCode, code)) {
    return new RestError("INTERNAL_SERVER_ERROR", unexpectedErrorMessage);
  }
  const headers: Record<string, string> = {};
  if (retryAfterSeconds !== undefined) headers["Retry-After"] = String(retryAfterSeconds);
  return new RestError(code as RestErrorCode, detail, headers);
}

/** Returns the error for a top-level GraphQL error. */
export function errorFromGraphql({ message, extensions }: GraphQLError): RestError {
  const { code, retryAfterSeconds, scope } = extensions;
  // Scopes have other names in REST.
  const detail =
    typeof scope === "string"
      ? message.replace(scope, scope.toLowerCase().replace("_", ":"))
      : message;
  return errorForCode(code, detail, retryAfterSeconds as number | undefined);
}

/** Returns the response: `{detail}`, or problem details (RFC 9457) if the caller accepts them. */
export function errorResponse(c: Context, error: RestError): Response {
  const { code, message: detail } = error;
  const status = statusByCode[code];
  const headers = new Headers(error.headers);
  if (code === "SERVICE_UNAVAILABLE") headers.set("Retry-After", databaseRetrySeconds);
  if (status === 401) headers.set("WWW-Authenticate", "Bearer");
  if (!prefersProblemJson(c)) return Response.json({ detail }, { status, headers });
  headers.set("Content-Type", "application/problem+json");
  const title = STATUS_CODES[status];
  const problem = { type: "about:blank", title, status, detail, code, instance: c.req.path };
  return new Response(JSON.stringify(problem), { status, headers });
}

function prefersProblemJson(c: Context): boolean {
  return parseAccept(c.req.header("accept") ?? "").some(
    ({ type, q }) => q > 0 && type.toLowerCase() === "application/problem+json",
  );
}
